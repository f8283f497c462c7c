"""Words that a reader may take for one another."""

from __future__ import annotations

SYNONYMS = (
    ("third generation", "compound", "第三代半导体", "化合物半导体"),
    ("semiconductor", "chip", "integrated circuit", "ic", "芯片", "集成电路", "半导体"),
    ("compute", "computing power", "算力"),
    ("data centre", "data center", "数据中心"),
    ("wafer fab", "foundry", "晶圆"),
    ("artificial intelligence", "ai", "人工智能"),
    ("silicon carbide", "sic", "碳化硅"),
    ("gallium nitride", "gan", "氮化镓"),
    ("park", "city"),
    ("科技园", "科技城", "科学城"),
)
