"""Render the README's pictures from the real template and the real roll-up: `make pictures` (needs LibreOffice)."""

import tempfile
from pathlib import Path

import xlperf
from tests import libreoffice

HERE = Path(__file__).parent
TEMPLATE_PAGE, ROLLUP_PAGE = 3, 1


def main() -> None:
    """Write docs/template.png and docs/rollup.png."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Path(folder)
        (desk / "profile").mkdir()
        libreoffice.use_profile(desk / "profile")
        xlperf.build_templates(["yueyang_2023"], desk)
        made = xlperf.run_demo(desk / "demo")
        for source, page, name in (
            (desk / "yueyang_2023.xlsx", TEMPLATE_PAGE, "template"),
            (made.rollup_file, ROLLUP_PAGE, "rollup"),
        ):
            pdf = libreoffice.to_pdf(source, desk / "pdf")
            pages = libreoffice.to_png(pdf, desk / name, 80)
            (HERE / f"{name}.png").write_bytes(pages[page - 1].read_bytes())
        libreoffice.drop_profile()


if __name__ == "__main__":
    main()
