"""The one place of colours, faces and lengths. The page's style sheet gets them as variables from `css`."""

from timeline import detail

SANS = (
    '-apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", '
    '"Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans CJK KR", sans-serif'
)
SERIF = 'Charter, "Bitstream Charter", "Sitka Text", Cambria, "Noto Serif", "Liberation Serif", Georgia, "Songti SC", "Noto Serif CJK SC", SimSun, serif'

LIGHT = {
    "page": "#F6F4EF",
    "surface": "#FEFDFB",
    "raised": "#FFFFFF",
    "sunk": "#F1EEE7",
    "line": "#E6E1D8",
    "line-strong": "#CBC4B7",
    "control": "#857F73",
    "ink": "#1A1D21",
    "ink-2": "#474B50",
    "ink-3": "#666A6E",
    "accent": "#0E5A6B",
    "accent-weak": "#E1EDEF",
    "on-accent": "#FFFFFF",
    "grid": "#F0ECE5",
    "grid-major": "#E4DED4",
    "era-tint": "#F8F5EF",
    "era-a": "#E9E4DA",
    "era-b": "#F3EFE7",
    "overview-in": "#6D7378",
    "overview-out": "#C4C2BC",
    "bad": "#A32A22",
    "warn": "#7C5200",
    "ok": "#2A6A3C",
    "stance-m2": "#8A3A08",
    "stance-m1": "#CC7A33",
    "stance-0": "#918D84",
    "stance-1": "#5A97BC",
    "stance-2": "#1B5580",
    "vote-yes": "#4E5B65",
    "vote-no": "#C0513F",
    "vote-abstain": "#8A867D",
    "vote-veto": "#7A1712",
    "tint": ".16",
    "shadow": "0 1px 2px rgba(30,25,15,.06),0 8px 28px rgba(30,25,15,.10)",
}
DARK = {
    "page": "#0F1215",
    "surface": "#15191E",
    "raised": "#1D2228",
    "sunk": "#101418",
    "line": "#2A3037",
    "line-strong": "#48515A",
    "control": "#76808A",
    "ink": "#ECE8E0",
    "ink-2": "#BDBAB3",
    "ink-3": "#94969A",
    "accent": "#74C4D3",
    "accent-weak": "#18323A",
    "on-accent": "#0B1E23",
    "grid": "#1C2127",
    "grid-major": "#282F36",
    "era-tint": "#191E24",
    "era-a": "#2B323A",
    "era-b": "#21272E",
    "overview-in": "#A5A9AD",
    "overview-out": "#444B52",
    "bad": "#F08A7E",
    "warn": "#E3B04B",
    "ok": "#86C894",
    "stance-m2": "#FFA552",
    "stance-m1": "#B4692C",
    "stance-0": "#757A80",
    "stance-1": "#3F7FAE",
    "stance-2": "#86CBF7",
    "vote-yes": "#B4C1CA",
    "vote-no": "#D05F50",
    "vote-abstain": "#7F868D",
    "vote-veto": "#FFB0A4",
    "tint": ".28",
    "shadow": "0 1px 2px rgba(0,0,0,.4),0 10px 30px rgba(0,0,0,.45)",
}
# `tint` is how much of its colour a bar keeps under the name inside it.
SCHEMES = {"light": LIGHT, "dark": DARK}
# Ours for what the component library calls by other names.
MANTINE = {
    "--mantine-color-body": "page",
    "--mantine-color-text": "ink",
    "--mantine-color-dimmed": "ink-3",
    "--mantine-color-default-border": "line-strong",
    "--mantine-color-default": "raised",
    "--mantine-color-anchor": "accent",
    "--mantine-primary-color-filled": "accent",
    "--mantine-color-placeholder": "ink-3",
    "--mantine-primary-color-contrast": "on-accent",
    "--mantine-color-error": "bad",
}

# Lengths of the canvas in px; what the plan needs for placing is in `timeline.detail`.
ERA, ROW, LANE_PAD, BAR = 15, detail.ROW, detail.PAD, 6
# By importance: size, weight and ink of a name.
LABEL = {
    n: (size, weight, ink, most)
    for (n, (size, weight, most)), ink in zip(
        detail.LABEL.items(), ("ink-3", "ink-3", "ink-2", "ink", "ink"), strict=True
    )
}


def colors(categories, scheme: str) -> dict[str, str]:
    """Every colour of a scheme by its name; `c-0`, `c-1` … are the event types in file order."""
    return {**SCHEMES[scheme], **{f"c-{i}": color for i, color in enumerate(categories[scheme])}}


def css(categories) -> str:
    """The variables of the style sheet for light and dark, by the names of `colors`."""
    light, dark = (colors(categories, scheme) for scheme in SCHEMES)
    faces = {"font-sans": SANS, "font-serif": SERIF}
    return (
        f":root{{{_variables({**faces, **light})}color-scheme:light}}"
        f"[data-mantine-color-scheme=dark]{{{_variables(dark)}color-scheme:dark}}"
        f":root[data-mantine-color-scheme]{{{''.join(f'{name}:var(--{ours});' for name, ours in MANTINE.items())}}}"
    )


def _variables(values: dict[str, str]) -> str:
    return "".join(f"--{name}:{value};" for name, value in values.items())
