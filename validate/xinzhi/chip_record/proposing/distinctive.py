"""Tells a name from words that only say what kind of thing is meant: 海棠智算中心 is a name, 大型智算中心 is none."""

from __future__ import annotations

import re

# What may describe a plant, a centre or a line of any region. What is left of a name without these sets it apart.
_WORDS = """
国家级 国家 全国 全球 世界 国际 国内 全省 全市 全区 省级 市级 区域 东南亚 境外 面向 一批 首批 首个 首条 首座
最大 更多 各类 若干 新一轮 新一代 下一代 新型 先进 现代 高端 尖端 前沿 重大 重点 标志性 代表性 带动性 大规模
超大规模 大型 中型 小型 统一 公共 开放 共享 综合 统筹 协同 融合 联动 一体化 规模化 市场化 数字化 智能化 绿色化
国产化 集群化 优质 优势 特色 支柱 主导 未来 战略性 新兴 新质 生产力 培育 开源 科学 合理 布局 全面 完成 加强 绿色
低碳 零碳 清洁 智能 智慧 数字 数智 数据集 数据 信息 通信 网络 互联网 物联网 5G-A 5G 6G 云计算 大数据 区块链 软件
语料 模型 大模型 集成电路 半导体 芯片 人工智能 算力 算电 智算 超算 计算 万卡 单集群 存储 晶圆 封装 测试 封测
功率 器件 元器件 模组 传感器 光电子 微电子 电子 光电 新型显示 显示 面板 硅片 碳化硅 材料 新材料 装备 设备 仪器
机床 机器人 低空 航空 航天 商业 空天 卫星 海洋 深海 船舶 飞机 轨道 交通 汽车 整车 零部件 新能源 能源 储能 氢能
核电 风电 光伏 电力 电池 光热 煤炭 石化 化工 钢铁 冶金 建材 有色 轻工 纺织 食品 生物 医药 医疗 健康 量子
脑机接口 具身 农业 农村 乡村 城市 城镇化 更新 水利 物流 文化 旅游 文旅 教育 养老 民生 社会 消费 商贸 金融 生态
环保 环境 治理 安全 人才 制造 生产 研发 设计 应用 验证 试验 试点 示范 先导 孵化 创新 科技 技术 工业 产业 产品
行业 企业 服务 经济 发展 场景 终端 运营 交易 调度 监管 基础 设施 中心 平台 基地 集群 枢纽 节点 通道 高速 传输
工程 项目 专项 园区 产业园 创新区 示范区 先行区 体系 链条 空间 可信 跨境 生产线 产线 工厂 车间 建设 新建 续建
扩容 扩建 扩产 升级 改造 提升
"""
_COMMON = re.compile(
    "|".join(sorted(_WORDS.split(), key=len, reverse=True)) + "|[的和与及等大新性型化级类区园线厂站网所号]"
)
_SHORTEST = 2


def is_distinctive(name: str) -> bool:
    """Whether a name has words that no kind of thing is described by."""
    return len(re.sub(r"[\W\d_]", "", _COMMON.sub("", name))) >= _SHORTEST
