import pickle


def pack(s):
    return pickle.dumps(s)


def unpack(b):
    try:
        return pickle.loads(b)
    except Exception as e:
        raise ValueError from e
