"""The citizens of the scripted day. All people, telephones and cases are invented."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple


class Visit(NamedTuple):
    """One citizen: who, what, and how it goes.

    `way`: spot (settled at the counter), away (to a department, stays there), answered (to a
    department, answered, told, rated and closed the same day), kept (accepted only), declined.
    `key` is the pad's native key to press, 0 for declining to rate, -1 for none asked; with
    `screen` the level of that key is touched on the citizen's screen.
    """

    name: str
    phone: str
    matter: str
    problem: str
    way: str
    key: int = -1
    company: bool = False
    screen: bool = False


MATTERS: Final = (
    ("个体工商户变更登记", "市场监管局窗口"), ("社保卡补换", "人社窗口"),
    ("医保异地就医备案", "医保窗口"), ("不动产抵押注销", "不动产窗口"),
    ("户口迁入（父母投靠）", "公安户籍窗口"), ("食品经营许可新办", "市场监管局窗口"),
)  # fmt: skip
_GUIDE: Final = "窗口要求的材料和公开的办事指南不一样，已来两次，希望按指南办理"
_TWICE: Final = "材料齐全交了两次都没有收，说系统里查不到，请帮忙问清楚为什么"
_PETITION: Final = "对信访事项的答复不满意，要求重新处理"
_RENT: Final = "和房东的租赁合同有纠纷，要求窗口裁决"
VISITS: Final = (
    Visit("张堃", "19900000001", "社保卡补换", _TWICE, "spot", 5),
    Visit("李喆", "19900000002", "医保异地就医备案", _GUIDE, "spot", 4),
    Visit("丁一舟", "19900000003", "信访答复不满", _PETITION, "declined"),
    Visit("王镕", "19900000004", "不动产抵押注销", _TWICE, "away"),
    Visit("赵䶮", "19900000005", "个体工商户变更登记", _GUIDE, "answered", 5),
    Visit("陈㛃", "19900000006", "户口迁入（父母投靠）", _TWICE, "away"),
    Visit("张𬱖", "19900000007", "食品经营许可新办", _GUIDE, "spot", 3),
    Visit("谢长歌", "19900000008", "门面租赁纠纷", _RENT, "declined"),
    Visit("叶听蝉", "19900000009", "医保异地就医备案", _GUIDE, "answered", 4, screen=True),
    Visit("青禾晨光餐馆", "19900000010", "食品经营许可新办", _TWICE, "spot", 0, company=True),
    Visit("宋知微", "19900000011", "社保卡补换", _GUIDE, "answered", 2, screen=True),
    Visit("方以宁", "19900000012", "不动产抵押注销", _TWICE, "kept"),
    Visit("韩松子", "19900000013", "户口迁入（父母投靠）", _GUIDE, "spot", 5),
    Visit("魏青禾", "19900000014", "个体工商户变更登记", _TWICE, "away"),
    Visit("林小满", "19900000015", "个体工商户变更登记", _GUIDE, "spot", 4),
)

# The class each way takes under each regulation.
SPOT: Final[Mapping[str, str]] = MappingProxyType(
    {"xiufeng": "consult", "chongming": "on_spot", "pingyi": "at_once", "songjiang": "on_spot"}
)
AWAY: Final[Mapping[str, str]] = MappingProxyType(
    {"xiufeng": "help_general", "songjiang": "simple"}
)
KEPT: Final[Mapping[str, str]] = MappingProxyType({"xiufeng": "help_complex"})


def category_of(regime: str, way: str) -> str:
    """The class of a visit."""
    if way == "spot":
        return SPOT.get(regime, "general")
    if way == "kept":
        return KEPT.get(regime, "complex")
    return AWAY.get(regime, "general")
