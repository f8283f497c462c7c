"""The words by which documents name a topic besides its label."""

from __future__ import annotations

from collections.abc import Mapping

# Only topics that the package has are proposed.
TOPIC_WORDS: Mapping[str, tuple[str, ...]] = {
    "integrated-circuits": ("半导体", "芯片", "“芯", "强芯"),
    "compound-semiconductors": ("第三代半导体", "第四代半导体", "碳化硅", "氮化镓", "氧化镓"),
    "power-semiconductors": ("功率器件", "功率半导体", "IGBT"),
    "memory-chips": ("存储芯片", "闪存", "存储器", "长江存储"),
    "photonic-chips": ("光子芯片", "光芯片", "硅光", "光子集成"),
    "ai-chips": ("智算芯片", "AI芯片", "智能芯片", "GPU", "DCU"),
    "automotive-chips": ("汽车芯片", "车规级芯片"),
    "ic-design": ("设计软件", "EDA", "电子设计自动化", "芯片设计"),
    "ic-manufacturing": ("晶圆制造", "晶圆产能", "圆片"),
    "ic-packaging": ("封装测试", "封测", "先进封装"),
    "ic-equipment": ("集成电路装备", "半导体设备", "光刻机"),
    "ic-materials": ("半导体材料", "电子化学品", "碳化硅衬底"),
    "ai-compute": ("智能算力", "智算"),
    "supercomputing": ("超算", "超级计算"),
    "data-centres": ("数据中心", "机架"),
    "compute-network": ("算力网", "算力枢纽", "算网", "算力调度", "枢纽节点"),
    "compute-power": ("算电", "绿色算力", "绿电+智算", "绿电智算"),
    "compute-industry": ("算力产业", "智能计算产业", "服务器"),
    "compute-vouchers": ("算力券",),
    "compute": ("算力",),
    "artificial-intelligence": ("人工智能", "大模型", "智能体"),
    "life-sciences": ("生物医药", "医药", "药械"),
    "vehicles": ("新能源汽车", "汽车"),
    "robotics": ("机器人",),
    "low-altitude-economy": ("低空经济",),
    "aerospace": ("商业航天", "航空航天", "卫星"),
    "energy-storage": ("锂电", "动力电池", "储能"),
    "displays": ("新型显示", "基板玻璃", "柔性显示"),
    "materials": ("新材料",),
    "quantum": ("量子",),
    "brain-computer": ("脑机接口",),
    "biomanufacturing": ("生物制造", "合成生物"),
    "communications": ("6G", "5G"),
    "key-technologies": ("核心技术", "攻关"),
    "industrial-clusters": ("产业集群", "集聚区"),
    "supply-chain": ("产业链",),
    "investment": ("项目",),
}
