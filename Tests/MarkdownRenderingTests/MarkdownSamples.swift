@testable import MarkdownRendering

/// Renders a text in one piece.
func rendered(_ text: String, columns: Int = 40, color: Bool = false) -> String {
    var renderer = MarkdownRenderer(columns: columns, allowsColor: color)
    return renderer.push(text) + renderer.finish()
}

/// Renders a text split after each so many scalars.
func rendered(_ text: String, pieces size: Int, columns: Int = 40, color: Bool = true) -> String {
    var renderer = MarkdownRenderer(columns: columns, allowsColor: color)
    var output = ""
    var piece = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
        piece.append(scalar)
        if piece.count == size {
            output += renderer.push(String(piece))
            piece = String.UnicodeScalarView()
        }
    }
    return output + renderer.push(String(piece)) + renderer.finish()
}

/// Documents that between them hold every block, and much that is none.
enum MarkdownSamples {
    static let all: [String] = [
        prose, lists, quotes, code, tables, links, formulas, awkward, wide, indented, unfinished, emphasis, deep, long,
    ]

    static let prose = """
        # A *title* ##

        First paragraph with **bold words** and a soft
        line break, a hard one  
        and another\\
        one. It goes on <br> after `some code` &amp; more.
        ***
        ## Next
        Text right below.

        ---

        The end
        """

    static let lists = """
        - one
        - two that is long enough to be wrapped at forty columns
          - nested **bold**
            1. deep
            2. deeper
        - [ ] open
        - [x] done

        10. ten

            A paragraph of ten.
        11) eleven
        * star
        + plus
        -
        text
        """

    static let quotes = """
        > quoted text that is long enough to be wrapped at forty columns
        lazy line
        > > inner
        >
        > - item
        >   ```swift
        >   let x = 1
        >   ```
        after
        """

    static let code = """
        Before:
        ```swift
        /* a
        b */ let s = "x\\"y" // c
        \tfunc f() -> Int { 42 }

        ```
        ~~~~
        ~~~
        ```
        ~~~~
        1. Step

           ```bash
           echo "hi" # comment
             indented
           ```
        2. ```python
           '''doc
           string''' + 3.14
        """

    static let tables = """
        | Name | Value |
        |:-----|------:|
        | a | 1 |
        | **b** | `x \\| y` |
        | a long cell that must be wrapped in a narrow terminal | 2 | 3 |
        after
        | no | table |
        text

        - item
          | x | y |
          |---|:-:|
          | 1 |
        > | q |
        > |---|
        > | 1 |
        """

    static let links = """
        See [the *site*](https://example.com/a_b_c "Title"), <https://example.org>, https://example.net/x_(y).
        ![alt](image.png) [https://a.b](https://a.b) [not a link] [ref][id] [a](b c) [](x)
        **https://bold.example** (https://en.wikipedia.org/wiki/A_very_long_address_that_never_ends).
        """

    static let formulas = """
        Inline $a_1 * b_2 * c$ and \\(x_{1} * y * z\\) and \\[ q \\] and $5 or $10 * 2 * 3.

        $$
        \\sum_{i=1}^n *x*_i
        $$
        \\[ E = mc^2 \\]
        Costs $5 and *that* is $x$.
        """

    static let awkward = """
        2 * 3 * 4 and snake_case_name and a*b and a*b*c [ and ] and `tick and **unclosed
        <div class="x_y_z"> Array<Int> a < b && c > d &unknown; &#7; &#x202E; &#65; *.swift

        _x __y ~~z ~5 ** * _ \\* \\q [a](b `` c ` d ![e
        #hash 1.5 1986. year
        +
        ===
        """

    static let wide = """
        这是一个很长的段落，没有空格，需要在宽字符之间换行。**强调“引号”**文字，请访问https://example.com。
        Привет, мир: очень длинная строка на русском языке, которую надо перенести.
        👩‍👩‍👧‍👦👍🏽🇫🇷🇩🇪1️⃣ e\u{301}a\u{308}o\u{302} \u{301}x नमस्ते क्ष 한국어 텍스트
        """

    static let indented = """
        Text

            code  *here*

            more
        text again
            still text
        """

    static let unfinished = "Text\n\n```js\nconst a = `b\n  c` + 1"

    static let emphasis = """
        *a **b *c* d** e* ***both*** __b__ _i_ ~~gone~~ **a*b**c* un**believ**able
        **over
        lines** *and `code * in` it* **[link](x)** [**bold**](y)
        """

    static let deep = String(repeating: "> ", count: 20) + "deep\n" + String(repeating: "- ", count: 20) + "deep"

    static let long =
        String(repeating: "x", count: 200) + " " + String(repeating: "字", count: 60) + " e"
        + String(repeating: "\u{301}", count: 100) + " **" + String(repeating: "word ", count: 400)
        + "[" + String(repeating: "text ", count: 400) + "\n\n" + String(repeating: "-", count: 5000) + "\n"
}
