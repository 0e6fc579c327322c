"""Data sets for tests: the real one, and a small one of our own."""

from pathlib import Path

import pytest

from timeline import reading

ROOT = Path(__file__).parent.parent

HEADER = (
    "id,start,end,title,label,category,actors,place,document,importance,stance,stance_basis,votes,links,tags,"
    "summary,sources,checked"
)
TABLES = {
    "sources": "id,publisher,title,url,published,kind,side,language,accessed\n"
    "paper,The Paper,A report,https://example.org/report,1961-07-12,press,other,en,2026-01-02\n"
    "office,The Office,A note,https://example.net/note,1961-07-11,official,CN,zh,2026-01-02\n",
    "actors": "code,name,kind,aliases\nCN,China,state,PRC|中国\nKP,North Korea,state,DPRK|조선\n"
    "zhou-enlai,Zhou Enlai,person,Chou En-lai|周恩来\nkim-jong-un,Kim Jong Un,person,김정은|金正恩\n",
    "categories": "code,group,label,definition,light,dark,shape\n"
    "un,World,UN votes,Acts of the UN,#4E64CE,#5C88EE,circle\nvisits,China,Visits,Meetings,#7F5A04,#ECD96D,triangle-down\n"
    "nuclear,Pyongyang,Nuclear,Tests,#CF3B5F,#DC4E73,star\n",
    "acts": "act,stance,channel,definition\npact,2,deed,Promises defence\nhonours,1,word,Visits\ncensures,-1,word,Votes for\n",
    "tags": "code,kind,label,definition\nalliance,question,Alliance,The promise\nsanctions,question,Sanctions,Limits\n",
    "eras": "track,name,start,end\nChina led by,Mao,1949-10-01,1976-09-09\nChina led by,Later,1976-09-10,..\n",
}
ROWS = (
    "treaty,1961-07-11,,Zhou Enlai signs a treaty with Pyongyang,Treaty,visits,CN;KP;zhou-enlai,Beijing,,5,2,pact: signed,,,"
    "alliance,They promise each other help.,paper;office,2026-01-02",
    "tour,1970-04-05,1970-04-07,Zhou visits Pyongyang,,visits,CN;zhou-enlai,Pyongyang,,3,1,honours: visited,,,,"
    "He comes by train.,paper,2026-01-02",
    "test,2006-10-09,,North Korea tests a device,First test,nuclear,KP,Punggye-ri,,5,,,,,,A first test.,paper;office,2026-01-02",
    "vote,2006-10-14,,Council votes for sanctions,Vote,un,CN,New York,S/RES/1718 (2006),4,-1,censures: voted for,"
    "15-0-0; CN=yes; outcome=adopted,responds_to:test,sanctions,All members agree.,paper;office,2026-01-03",
    "month,2017-07,,Somebody travels,,visits,kim-jong-un,,,2,,,,,,In some week of July.,paper,2026-01-02",
    "decade,195X~,..,Café talks go on,,visits,CN,,,1,,,,,,Nobody knows when they began.,https://example.org/other,2026-01-02",
)


def events_csv(*rows: str) -> str:
    """A CSV of events with our header; without rows the small data set's."""
    return "\n".join([HEADER, *(rows or ROWS), ""])


def read_rows(*rows: str, **tables: str):
    """A data set of these rows with the small side tables."""
    return reading.from_text(events_csv(*rows), **(TABLES | tables))


@pytest.fixture(scope="session")
def small():
    """Six events that between them use every column, precision and doubt."""
    return read_rows()


@pytest.fixture(scope="session")
def real():
    """The data set that ships."""
    return reading.read(ROOT / "events.csv")
