"""What the gallery shows: invented people, telephones, matters and places."""

from dataclasses import dataclass

from app.ui.kit.values import (
    MARK_OF_LAMP,
    Choice,
    Column,
    DayCell,
    Happening,
    Lit,
    Status,
    Tag,
    TwoLine,
    Words,
)

REASONS = (
    "证明材料难找",
    "与办事指南不一致",
    "多次补材料",
    "互为前置",
    "超期未办",
    "态度作风",
    "其他",
)
CLASSES = (
    Choice("general", "一般类", "Alt+1", "单一部门，要素齐全", "当日办，最迟 3月18日"),
    Choice("complex", "复杂类", "Alt+2", "跨部门或职责不清", "10 个工作日，3月25日"),
    Choice("hard", "疑难类", "Alt+3", "历史遗留、跨层级", "10 个工作日，可延期"),
)
WEEK = (
    DayCell("11", "今天", "today"), DayCell("12", "四"), DayCell("13", "五"),
    DayCell("14", "休", "off"), DayCell("15", "休", "off"), DayCell("16", "一"),
    DayCell("17", "二"), DayCell("18", "办结", "due"),
)  # fmt: skip
STATUS = (Status("pad", "评价器"), Status("printer", "打印机"))


@dataclass(frozen=True)
class Case:
    """A row of the board."""

    no: str
    lamp: str
    left: str
    due: str
    matter: str
    who: str
    window: str
    progress: str
    step: str


CASES = (
    Case("002", "red", "超时 1 天", "3月10日 17:30", "不动产转移登记（继承）",
         "陆远山  QH-260303-002  第 4 次来厅", "不动产窗口", "部门办理中", "已发督办单"),
    Case("005", "red", "超时 1 天", "3月10日 17:30", "灵活就业人员社保补缴",
         "许星河  QH-260309-005  第 2 次来厅", "人社窗口", "待首次联系", "应联系未联系"),
    Case("001", "yellow", "剩 7 小时", "今天 17:30", "户口迁入（父母投靠）",
         "白知秋  QH-260225-001  第 3 次来厅", "公安户籍", "待核查回访", "今天回访"),
    Case("003", "yellow", "剩 7 小时", "今天 17:30", "施工许可证变更",
         "青禾云朵建材店  QH-260225-003  第 2 次来厅", "住建窗口", "延期待批", "组长审批"),
    Case("007", "yellow", "剩 7 小时", "今天 17:30", "医保异地就医备案",
         "顾晚晴  QH-260311-002  第 1 次来厅", "医保窗口", "部门办理中", "当日办结件"),
    Case("008", "green", "剩 1 天", "3月12日 17:30", "食品经营许可延续",
         "青禾小满点心铺  QH-260305-008  第 2 次来厅", "市场监管", "部门办理中", "3月12日 反馈"),
    Case("004", "green", "剩 2 天", "3月13日 17:30", "残疾人证换领",
         "程听雨  QH-260306-004  第 1 次来厅", "综合窗口", "部门办理中", "3月13日 反馈"),
    Case("006", "green", "剩 4 天", "3月17日 17:30", "公积金提取（租房）",
         "江与舟  QH-260310-006  第 1 次来厅", "公积金窗口", "待部门认领", "今天 17:30 认领"),
    Case("017", "green", "剩 5 天", "3月18日 17:30", "个体工商户变更登记",
         "林小满  QH-260311-007  第 3 次来厅", "市场监管", "待首次联系", "3月12日 首联"),
    Case("014", "green", "剩 5 天", "3月18日 17:30", "不动产抵押注销",
         "沈若木  QH-260311-004  第 2 次来厅", "不动产窗口", "待部门认领", "今天 17:30 认领"),
    Case("016", "green", "剩 10 天", "3月25日 17:30", "农村宅基地确权",
         "罗山月  QH-260311-006  第 5 次来厅", "专项工作组", "研判中", "3月13日 会商"),
)  # fmt: skip
LAMPS = {"red": "已超时", "yellow": "24 小时内到期", "green": "时限充裕", "waiting": "等群众"}
COLUMNS = (
    Column[Case]("剩余", lambda c: Lit(MARK_OF_LAMP[c.lamp], c.left), 142),
    Column[Case]("最近期限", lambda c: Words(c.due), 124),
    Column[Case]("事项与反映人", lambda c: TwoLine(c.matter, c.who)),
    Column[Case]("承办窗口", lambda c: Words(c.window), 128),
    Column[Case]("进度", lambda c: Tag(c.progress), 112),
    Column[Case](
        "下一步", lambda c: Words(c.step, "bad" if c.lamp == "red" else "text2", px=13), 112
    ),
)
STORY = (
    Happening("7", "部门反馈办理结果", "3月10日 16:20", "公安户籍窗口 齐望舒",
              "已改为先出具接收函，再由迁出地办理迁出。已电话告知迁出地派出所，群众可于 3月11日起来"
              "窗口领取接收函。", "message-square-reply", strong=True),
    Happening("6", "协调会商", "3月9日 10:05", "专项工作组 沈知行",
              "公安户籍、综合窗口参加。议定：办事指南同步修改，不再互为前置。", "users"),
    Happening("5", "首次联系", "2月26日 09:12", "公安户籍窗口 齐望舒",
              "接通 4 分钟，已核实情况。", "phone"),
    Happening("4", "部门认领工单", "2月25日 11:40", "公安户籍窗口", "", "inbox"),
    Happening("3", "派发交办单", "2月25日 10:31", "窗口 周晓岚",
              "交办单 No. 0000416，存根已留存。", "send"),
    Happening("2", "打印受理回执", "2月25日 10:28", "窗口 周晓岚",
              "80 毫米，1 份。", "receipt-text"),
    Happening("1", "登记受理", "2月25日 10:27", "窗口 周晓岚",
              "分类复杂类；受理范围第五项。", "square-pen"),
)  # fmt: skip
