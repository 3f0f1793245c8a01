import Foundation
import Testing

@testable import MarkdownRendering

@Suite(.timeLimit(.minutes(2))) struct MarkdownInlineTests {
    private func colored(_ text: String) -> String {
        rendered(text, columns: 80, color: true).replacing("\u{1B}[", with: "<")
    }

    @Test func emphasisIsStyled() {
        #expect(colored("**b**") == "<1mb<0m\n")
        #expect(colored("*i* _i_") == "<3mi<0m <3mi<0m\n")
        #expect(colored("***x***") == "<1;3mx<0m\n")
        #expect(colored("~~s~~") == "<9ms<0m\n")
        #expect(colored("un**believ**able") == "un<1mbeliev<0mable\n")
        #expect(colored("**强调“引号”**文字") == "<1m强<0m<1m调<0m<1m“引<0m<1m号”<0m文字\n")
        #expect(colored("**a\nb**") == "<1ma<0m<1m b<0m\n")
    }

    @Test(arguments: [
        "2 * 3 * 4", "snake_case_name", "a*b", "a*b*c", "[", "[ lone", "**unclosed", "*a", "_a", "`a", "~5 ~~x",
        "a ] b",
        "[not](a link", "[a](b c)", "![x", "*.swift and *.c", "** a **", "a < b && c > d", "vector<int>", "<b>x</b>",
        "&unknown;", "$5 or $10 * 2 * 3", "$a_1 * b_2 * c$", "\\(x", "$$x", "x == y", "#tag",
        "1986. A", "std::map<int, std::vector<int>>", "[0, 1)", "[^note]", "[^0-9]", "[^", "<!-- a", "<!b>", "``a`",
        "-5", "(c) 50% off!", "a | b",
    ])
    func ordinaryTextStaysAsItIs(_ text: String) {
        let line = text == "1986. A" ? "x " + text : text
        #expect(rendered(line, columns: 80, color: true) == line + "\n")
        #expect(rendered(line, columns: 80) == line + "\n")
    }

    @Test func marksWithoutPartnersAreText() {
        #expect(rendered("**a *b* c", columns: 80) == "**a b c\n")
        #expect(rendered("**x in [0, 1)** y") == "x in [0, 1) y\n")
        #expect(rendered("`` a `b` c") == "`` a `b` c\n")
        #expect(colored("`` a `b` c") == "`` a <36mb<0m c\n")
    }

    @Test func codeSpansAreColoured() {
        #expect(colored("`a_b` ``c ` d``") == "<36ma_b<0m <36mc<0m<36m `<0m<36m d<0m\n")
        #expect(rendered("`a*b*` ``c ` d``") == "`a*b*` ``c ` d``\n")
    }

    @Test func linksShowTheirAddresses() {
        #expect(rendered("[text](u_r_l) ![alt](i.png)", columns: 80) == "text (u_r_l) alt (i.png)\n")
        #expect(
            rendered("[a](<b c> \"T\") [](x) [https://a.b](https://a.b)", columns: 80)
                == "a “T” (b c) (x) https://a.b\n")
        #expect(rendered("[a](b \"a\") [u](u 'T')", columns: 80) == "a (b) u “T”\n")
        #expect(colored("[t](u)") == "<4mt<0m <2m(u)<0m\n")
        #expect(colored("[**t**](u(v))") == "<1;4mt<0m <2m(u(v))<0m\n")
    }

    @Test func addressesAreUnderlined() {
        #expect(colored("<https://a.b/c_d_e>") == "<4mhttps://a.b/c_d_e<0m\n")
        #expect(colored("(see https://a.b/c_(d)).") == "(see <4mhttps://a.b/c_(d)<0m).\n")
        #expect(colored("**https://a.b**, x") == "<1;4mhttps://a.b<0m, x\n")
        #expect(colored("<me@a.org> xhttp://y") == "<4mme@a.org<0m xhttp://y\n")
    }

    @Test func addressesAreLeftWhole() {
        let address = "https://example.com/" + String(repeating: "long/", count: 10)
        #expect(rendered("see (\(address)). end", columns: 20) == "see\n(\(address)).\nend\n")
        #expect(rendered("[t](\(address)) end", columns: 20) == "t\n(\(address))\nend\n")
    }

    @Test func escapedMarksAreText() {
        #expect(rendered("\\*a\\* \\_ \\# \\\\ \\q \\`x\\`") == "*a* _ # \\ \\q `x`\n")
    }

    @Test func entitiesAreDecodedToHarmlessText() {
        #expect(rendered("&amp;&lt;&gt;&quot;&#39;&#x41;&nbsp;x") == "&<>\"'A\u{A0}x\n")
        let codes = ["27", "x9b", "x202E", "10", "9", "0", "xD800", "127", "xE0041", "99999999"]
        for code in codes { #expect(rendered("a&#\(code);[2J") == "a\u{FFFD}[2J\n") }
        #expect(rendered("&amp;lt; &#42;a&#42;") == "&lt; *a*\n")
    }

    @Test func namedCharactersAreDecoded() {
        #expect(rendered("&copy; &hellip;&rarr;&eacute;&nope;", columns: 80) == "© …→é&nope;\n")
    }

    @Test func footnotesLoseTheirCircumflex() {
        #expect(rendered("a[^1] b.[^12]\n\n[^1]: why\n") == "a[1] b.[12]\n\n[1]: why\n")
        #expect(colored("a[^1]") == "a<2m[1]<0m\n")
    }

    @Test func commentsStandBesideTheText() {
        #expect(colored("a <!-- b\nc --> d") == "a <2mb<0m<2m c<0m d\n")
        #expect(colored("a <!---->b") == "a b\n")
        #expect(rendered("a <!-- b --> c") == "a <!-- b --> c\n")
        #expect(colored("<!-- *a* <!-- *b*") == "<!-- <3ma<0m <!-- <3mb<0m\n")
    }

    @Test(arguments: [
        ("\\(x_{1} * y*z\\)", "x₁ * y*z"), ("\\[ q*r*s \\] t", "q*r*s t"), ("is $$a_i$$ so", "is aᵢ so"),
        ("\\(\\frac{1}{2} \\le \\frac{a+b}{\\alpha}\\)", "1/2 ≤ (a+b)/α"),
        ("\\(\\sqrt{x^2 + y^{10}}\\)", "√(x² + y¹⁰)"),
        ("\\(\\sqrt[3]{8}\\)", "³√8"), ("\\(e^{i\\pi}\\)", "e^iπ"), ("\\(\\sum_{i=1}^{n} i\\)", "∑ᵢ₌₁ⁿ i"),
        ("\\(\\text{for all } x \\in \\mathbb{R}\\)", "for all x ∈ ℝ"),
        ("\\(\\vec{v} \\cdot \\hat{n}\\)", "v\u{20D7} · n\u{302}"),
        ("\\(\\left( \\sin\\theta \\right)\\)", "( sinθ )"), ("\\(\\unknown{a} \\% \\{b\\}\\)", "\\unknowna % {b}"),
        ("\\(90^\\circ\\)", "90°"), ("\\(a \\to b, \\ldots\\)", "a → b, …"), ("\\(x^{**}_{ab}\\)", "x^(**)_ab"),
        ("\\(\\)", ""),
        ("\\(\\frac\\)", "()/()"), ("\\({{{\\)", ""),
    ])
    func formulasAreReadable(source: String, shown: String) {
        #expect(rendered("= " + source, columns: 80) == "= \(shown)".trimmingCharacters(in: .whitespaces) + "\n")
    }

    @Test func aFormulaNestedTooDeepEnds() {
        let deep = String(repeating: "\\sqrt{", count: 40)
        #expect(rendered("a \\(" + deep + "\\) b", columns: 200).contains("√(√(√"))
    }

    @Test func formulasHoldNoEmphasis() {
        #expect(rendered("**$a*b$** and $x$ and *y*", columns: 80) == "$a*b$ and $x$ and y\n")
        #expect(rendered("**$5** vs **$10**") == "$5 vs $10\n")
        #expect(rendered("$5 and *b* then $6") == "$5 and b then $6\n")
    }
}
