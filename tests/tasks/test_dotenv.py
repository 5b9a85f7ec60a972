"""`.env` for make api and make deliver."""

from tasks.dotenv import read_dotenv


def test_values_are_taken_as_they_stand():
    """No shell looks at a password."""
    text = "# note\n\nA=1\nB = \"two words\" \nC=p$ss#w`rd=x\nD=\nnonsense\n#E=5\nF=''\n"
    assert read_dotenv(text) == {"A": "1", "B": "two words", "C": "p$ss#w`rd=x", "D": "", "F": ""}
