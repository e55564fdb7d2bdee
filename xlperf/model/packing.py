import pickle


def pack(s):
    return pickle.dumps(s)


def unpack(b):
    return pickle.loads(b)
