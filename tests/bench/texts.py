"""Texts of generated submissions (生成文字): names, goals, measures, reasons, indicators as clerks write them.

Sentences are put together from phrases: long enough and different enough to weigh what real ones weigh.
"""

from collections.abc import Sequence
from random import Random

TOWNS = "临江 云溪 石桥 安岭 清河 白沙 长宁 枫林 双峰 青山 东湖 西渡 南塘 北岭 金洲 银滩 玉泉 紫云 龙潭 凤栖".split()
OFFICES = (
    "教育局 财政局 民政局 水利局 林业局 统计局 审计局 司法局 科技局 卫生健康局 交通运输局 农业农村局 文化旅游局 应急管理局 生态环境局 "
    "住房建设局 市场监管局 医疗保障局 信访局 档案馆 融媒体中心 图书馆 文化馆 第一中学 中医医院 疾控中心 供销合作社 残疾人联合会"
).split()
_FAMILY = "王李张刘陈杨黄赵周吴徐孙朱马胡郭何林罗高"
_GIVEN = "明华芳敏静丽强磊军洋勇艳杰娟涛超霞平刚倩欣怡浩宇博文雅琪"
_WORK = "业务工作 运行维护 信息化建设 设施维修改造 专项检查 宣传培训 惠民补助 人才引进 安全生产 环境整治 公共服务提升 重点课题".split()
_THING = (
    "基层服务站点 中小学校舍 农村饮水工程 公共文化场馆 社区养老设施 防汛物资储备 高标准农田 城乡公路路面 污水处理设施 数据共享平台 "
    "窗口服务事项 困难群众救助 执法检查 法治宣传 骨干人员培训 应急演练 档案整理 设备更新 项目评审 信访积案化解 林地巡护 疫苗接种"
).split()
_DO = "组织开展 如期完成 统筹推进 及时落实 全面实施 分批办理 持续加强 规范管理".split()
_HOW = (
    "严格执行年初批复的预算 明确责任科室和完成时限 按月调度、按季通报 建立台账逐项销号 引入第三方评估 实行专账核算 "
    "主动接受群众和媒体监督 与乡镇街道联动推进 采用公开招标方式确定实施单位 对进度滞后的及时约谈"
).split()
_SAVE = (
    "公务接待一律事前审批、事后公示 办公用品集中采购、按需领用 空调限温、双面打印 公务用车定点加油、定点维修 会议合并召开、以视频为主 "
    "培训尽量用本单位场地 出差实行审批和限额管理 办公设备能修不换 定期公开三公经费支出 水电费用按科室核算"
).split()
_CAUSE = (
    "施工单位进场晚了{n}天，工期顺延 {n}名经办人员年中调动，交接影响进度 招标流标{m}次，合同签订推迟到第三季度 有{n}个点位的用地手续年末尚未批复 "
    "雨季比往年长{n}天，室外作业停工 上级资金第四季度才下达，部分任务转入次年 参训人员因抗旱任务缺席{n}人次 {m}家供货单位延期交货"
).split()
_REMEDY = (
    "已补签协议，次年3月底前完成 已补配专人负责 次年起提前一个季度启动采购 已列入次年一季度调度清单 已与乡镇商定补办时间 已追加人手分片包干"
).split()

COUNTED: Sequence[tuple[str, str]] = [
    tuple(pair.split("/"))  # type: ignore[misc]
    for pair in (
        "维修校舍所数/所 培训教师人次/人次 开展执法检查次数/次 新建服务站点个数/个 发放救助资金户数/户 组织宣传活动场次/场 办理群众来信件数/件 "
        "更新设备台数/台 改造公路里程/公里 巡护林地面积/亩 整理档案卷数/卷 开展应急演练次数/次 评审项目个数/个 引进专业人才人数/人 "
        "编印资料册数/册 检测水质样品数/份 入户走访户数/户 举办展览期数/期 接种疫苗剂次/剂次 安装监控点位数/处 调解纠纷件数/件 慰问老人人数/人"
    ).split()
]
RATED = (
    "验收合格率 培训合格率 资金发放准确率 信息系统可用率 投诉办结率 检查覆盖率 设备完好率 资料归档率 数据上报合格率 政策知晓率"
).split()
TIMED = "项目完成时间 资金拨付时间 培训完成时间 设备安装时间 报告提交时间 物资采购时间 年度检查完成时间".split()
EARNED: Sequence[tuple[str, str]] = [
    ("集中采购节约资金", "万元"),
    ("带动群众增收", "万元"),
    ("盘活闲置资产", "万元"),
    ("压减一般性支出", "万元"),
]
SERVED: Sequence[tuple[str, str]] = [
    ("受益群众人数", "人"),
    ("服务企业家数", "家"),
    ("新增就业岗位", "个"),
    ("覆盖村（社区）数", "个"),
]
GREEN: Sequence[tuple[str, str]] = [
    ("减少纸张消耗", "公斤"),
    ("节约用水", "吨"),
    ("新增绿化面积", "平方米"),
    ("回收废旧物资", "公斤"),
]
LASTING: Sequence[tuple[str, str]] = [
    ("长效管护机制", "机制健全并持续运行"),
    ("管理制度建设", "制度健全并长期执行"),
    ("专业队伍稳定性", "队伍稳定，有人接手"),
    ("信息共享机制", "部门间信息按月共享"),
]
PLEASED = "服务对象满意度 受益群众满意度 参训人员满意度 办事企业满意度".split()


def person(draw: Random) -> str:
    """A name of two or three characters."""
    return draw.choice(_FAMILY) + "".join(draw.sample(_GIVEN, draw.randint(1, 2)))


def phone(draw: Random) -> str:
    """A landline."""
    return f"0730-8{draw.randint(0, 999999):06d}"


def project_names(draw: Random, count: int) -> list[str]:
    """Names of a unit's projects, all different; the first two as the form prints them, as most units have."""
    usual = ["业务工作经费", "运行维护经费"]
    others = [f"{thing}{work}" for thing, work in zip(draw.sample(_THING, 8), draw.sample(_WORK, 8), strict=True)]
    return [*usual, *others][:count]


def goal(draw: Random, length: int, *, done: bool) -> str:
    """总体目标 or 完成情况 of about so many characters, in numbered paragraphs."""
    parts: list[str] = []
    size, number = 0, 0
    while size < length:
        number += 1
        amount = draw.randint(2, 980)
        many = f"{amount}{draw.choice('个次户件处')}"
        said = f"{number}．{draw.choice(_DO)}{draw.choice(_THING)}{draw.choice(_WORK)}，"
        said += f"全年共完成{many}，占计划的{draw.randint(100, 108)}%，" if done else f"全年计划完成{many}，"
        said += f"{draw.choice(_HOW)}，{draw.choice(_HOW)}；涉及资金{amount * 37 / 100}万元，覆盖{draw.choice(TOWNS)}等{number + 2}个乡镇。"
        said += "\n" if number % 3 == 0 else ""
        parts.append(said)
        size += len(said)
    return "".join(parts).strip()


def measures(draw: Random, length: int) -> str:
    """厉行节约保障措施."""
    parts: list[str] = []
    size = 0
    while size < length:
        said = f"{len(parts) + 1}．{draw.choice(_SAVE)}，{draw.choice(_HOW)}，由{person(draw)}负责，节约{draw.randint(1, 90) / 10}万元；"
        parts.append(said)
        size += len(said)
    return "".join(parts)[:-1] + "。"


def reason(draw: Random) -> str:
    """偏差原因分析及改进措施: one to three causes and what is done about them."""
    causes = draw.sample(_CAUSE, draw.choice((1, 1, 2, 3)))
    said = "；".join(cause.format(n=draw.randint(2, 30), m=draw.randint(1, 3)) for cause in causes)
    return f"{said}。{'；'.join(draw.sample(_REMEDY, len(causes)))}。"
