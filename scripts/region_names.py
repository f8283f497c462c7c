"""Choices of build_regions.py that no source supplies: which regions, their English names, readings of characters.

Every entry is keyed by the full Chinese name. The builder stops at an entry that it has no use for,
so that none outlives its region.
"""

from __future__ import annotations

from typing import NamedTuple


class Area(NamedTuple):
    """The country, or a supra-regional area: it has a slug for a code."""

    code: str
    name_zh: str
    name_en: str
    level: str
    parent: str
    stem: str
    """The part of the Chinese name that the pinyin writes."""


COUNTRY = "china"

AREAS = (
    Area(COUNTRY, "中国", "China", "country", "", "中国"),
    Area("belt-and-road", "一带一路", "Belt and Road", "area", "", "一带一路"),
    Area("chengdu-chongqing", "成渝地区", "Chengdu-Chongqing Region", "area", COUNTRY, "成渝"),
    Area(
        "guangdong-hong-kong-macao-greater-bay-area",
        "粤港澳大湾区",
        "Guangdong-Hong Kong-Macao Greater Bay Area",
        "area",
        COUNTRY,
        "粤港澳",
    ),
    Area("yangtze-river-delta", "长三角", "Yangtze River Delta", "area", COUNTRY, "长三角"),
)

# County-level units are kept only where the data names one.
COUNTIES = {
    "310110": "杨浦区",
    "310117": "松江区",
}

# Their districts and counties are county-level units, directly below the municipality: the 市辖区 and
# 县 rows between them (110100, 500200 …) are places in the code, not units.
MUNICIPALITIES = frozenset({"110000", "120000", "310000", "500000"})

# Provincial units: GB/T 2260 has no column of ISO 3166-2 codes, so the pairs are given here. The builder
# compares them with pycountry by name.
ISO_3166_2 = {
    "北京市": "CN-BJ",
    "天津市": "CN-TJ",
    "河北省": "CN-HE",
    "山西省": "CN-SX",
    "内蒙古自治区": "CN-NM",
    "辽宁省": "CN-LN",
    "吉林省": "CN-JL",
    "黑龙江省": "CN-HL",
    "上海市": "CN-SH",
    "江苏省": "CN-JS",
    "浙江省": "CN-ZJ",
    "安徽省": "CN-AH",
    "福建省": "CN-FJ",
    "江西省": "CN-JX",
    "山东省": "CN-SD",
    "河南省": "CN-HA",
    "湖北省": "CN-HB",
    "湖南省": "CN-HN",
    "广东省": "CN-GD",
    "广西壮族自治区": "CN-GX",
    "海南省": "CN-HI",
    "重庆市": "CN-CQ",
    "四川省": "CN-SC",
    "贵州省": "CN-GZ",
    "云南省": "CN-YN",
    "西藏自治区": "CN-XZ",
    "陕西省": "CN-SN",
    "甘肃省": "CN-GS",
    "青海省": "CN-QH",
    "宁夏回族自治区": "CN-NX",
    "新疆维吾尔自治区": "CN-XJ",
    "台湾省": "CN-TW",
    "香港特别行政区": "CN-HK",
    "澳门特别行政区": "CN-MO",
}

# English names of provincial units that are not the pinyin; the others are.
PROVINCE_ENGLISH = {
    "内蒙古自治区": "Inner Mongolia",
    "西藏自治区": "Tibet",
    "陕西省": "Shaanxi",  # 山西 is Shanxi
    "香港特别行政区": "Hong Kong SAR",
    "澳门特别行政区": "Macao SAR",
}

# The name in pycountry, without its generic part, of provincial units where it is not the pinyin.
PROVINCE_ISO_NAME = {
    "内蒙古自治区": "Nei Mongol",
    "陕西省": "Shaanxi",
    "香港特别行政区": "Hong Kong SAR",
    "澳门特别行政区": "Macao SAR",
}

# Place names of prefecture-level units that English does not write in pinyin: those of Mongol, Tibetan,
# Uyghur and other origin. "Prefecture", "League" and "… Autonomous Prefecture" are added to them by rule.
PLACE_ENGLISH = {
    # Inner Mongolia
    "呼和浩特市": "Hohhot",
    "鄂尔多斯市": "Ordos",
    "呼伦贝尔市": "Hulunbuir",
    "巴彦淖尔市": "Bayannur",
    "乌兰察布市": "Ulanqab",
    "兴安盟": "Hinggan",
    "锡林郭勒盟": "Xilingol",
    "阿拉善盟": "Alxa",
    # Shanxi: the pinyin column is ASCII and has Lyuliang
    "吕梁市": "Lüliang",
    # Heilongjiang
    "哈尔滨市": "Harbin",
    "齐齐哈尔市": "Qiqihar",
    # Sichuan
    "阿坝藏族羌族自治州": "Ngawa",
    "甘孜藏族自治州": "Garze",
    # Tibet
    "拉萨市": "Lhasa",
    "日喀则市": "Shigatse",
    "昌都市": "Chamdo",
    "林芝市": "Nyingchi",
    "那曲市": "Nagqu",
    "阿里地区": "Ngari",
    # Qinghai
    "果洛藏族自治州": "Golog",
    # Xinjiang
    "乌鲁木齐市": "Urumqi",
    "克拉玛依市": "Karamay",
    "吐鲁番市": "Turpan",
    "博尔塔拉蒙古自治州": "Bortala",
    "巴音郭楞蒙古自治州": "Bayingolin",
    "阿克苏地区": "Aksu",
    "克孜勒苏柯尔克孜自治州": "Kizilsu",
    "喀什地区": "Kashgar",
    "和田地区": "Hotan",
    "伊犁哈萨克自治州": "Ili",
    "阿勒泰地区": "Altay",
}

# Peoples in the names of autonomous prefectures.
PEOPLES = {
    "朝鲜族": "Korean",
    "土家族": "Tujia",
    "苗族": "Miao",
    "藏族": "Tibetan",
    "羌族": "Qiang",
    "彝族": "Yi",
    "布依族": "Buyei",
    "侗族": "Dong",
    "哈尼族": "Hani",
    "壮族": "Zhuang",
    "傣族": "Dai",
    "白族": "Bai",
    "景颇族": "Jingpo",
    "傈僳族": "Lisu",
    "回族": "Hui",
    "蒙古族": "Mongol",
    "蒙古": "Mongol",
    "柯尔克孜": "Kyrgyz",
    "哈萨克": "Kazakh",
}

# Generic parts of the names of provincial units, longest first.
PROVINCE_GENERIC = ("维吾尔自治区", "特别行政区", "壮族自治区", "回族自治区", "自治区", "省", "市")

# Readings, by the name without its generic part: where pypinyin reads a character wrongly, and where a
# character has several readings and another version of pypinyin might choose another.
READINGS = {
    # pypinyin 0.55.0 reads these wrongly
    "长治": "chang zhi",
    "朝阳": "chao yang",
    "漯河": "luo he",
    "昌都": "chang du",
    "锡林郭勒": "xi lin guo le",
    "克孜勒苏": "ke zi le su",
    "阿勒泰": "a le tai",
    "长三角": "chang san jiao",
    # ü: ASCII as GB/T 28039-2011 and passports write it (LYU)
    "吕梁": "lyu liang",
    # right in pypinyin 0.55.0, pinned
    "重庆": "chong qing",
    "西藏": "xi zang",
    "陕西": "shan xi",
    "朔州": "shuo zhou",
    "巴彦淖尔": "ba yan nao er",
    "大连": "da lian",
    "阜新": "fu xin",
    "长春": "chang chun",
    "台州": "tai zhou",
    "丽水": "li shui",
    "蚌埠": "beng bu",
    "六安": "lu an",
    "亳州": "bo zhou",
    "宿州": "su zhou",
    "宿迁": "su qian",
    "厦门": "xia men",
    "莆田": "pu tian",
    "上饶": "shang rao",
    "枣庄": "zao zhuang",
    "临沂": "lin yi",
    "乐山": "le shan",
    "泸州": "lu zhou",
    "十堰": "shi yan",
    "长沙": "chang sha",
    "郴州": "chen zhou",
    "东莞": "dong guan",
    "百色": "bai se",
    "柳州": "liu zhou",
    "儋州": "dan zhou",
    "六盘水": "liu pan shui",
    "曲靖": "qu jing",
    "丽江": "li jiang",
    "大理": "da li",
    "阿坝": "a ba",
    "甘孜": "gan zi",
    "成都": "cheng du",
    "那曲": "na qu",
    "日喀则": "ri ka ze",
    "阿里": "a li",
    "中卫": "zhong wei",
    "巴音郭楞": "ba yin guo leng",
    "和田": "he tian",
    "喀什": "ka shi",
}
