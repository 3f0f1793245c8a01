/// What is coloured in a language's code.
struct CodeLanguage: Sendable {
    var isColored = true
    var lineComments: [[Character]] = []
    var blockComment: (start: [Character], end: [Character])?
    var quotes: Set<Character> = ["\"", "'"]
    /// What opens and closes a string that goes over line ends.
    var multilineStrings: [[Character]] = []
    var hasEscapes = true
    var ignoresCase = false
    var keywords: Set<String> = []

    func isKeyword(_ word: String) -> Bool {
        keywords.contains(ignoresCase ? word.lowercased() : word)
    }

    /// Text without colours.
    static let plain = CodeLanguage(isColored: false)

    /// A language of which nothing is known.
    static let generic = CodeLanguage(
        lineComments: marks("//", "#"), blockComment: slashStar, quotes: ["\""],
        keywords: words("if else for while return"))

    /// The language that the line opening a fence names.
    static func named(_ info: String) -> CodeLanguage {
        let name = info.prefix { !$0.isWhitespace && $0 != "{" && $0 != "," }.lowercased()
        return switch name {
        case "": generic
        case "text", "txt", "plain", "plaintext", "output", "console", "markdown", "md", "diff": plain
        case "swift": swift
        case "python", "py", "python3": python
        case "c", "h", "cpp", "c++", "cc", "cxx", "hpp", "objc": cFamily
        case "java", "kotlin", "kt", "csharp", "cs", "c#": java
        case "javascript", "js", "jsx", "typescript", "ts", "tsx", "mjs": javaScript
        case "go", "golang": go
        case "rust", "rs": rust
        case "bash", "sh", "shell", "zsh", "fish": shell
        case "json", "jsonc", "json5": json
        case "yaml", "yml", "toml", "ini": yaml
        case "sql", "postgresql", "mysql", "sqlite": sql
        default: generic
        }
    }

    private static func marks(_ marks: String...) -> [[Character]] { marks.map(Array.init) }
    private static func words(_ words: String) -> Set<String> { Set(words.split(separator: " ").map(String.init)) }
    private static let slashStar = (start: Array("/*"), end: Array("*/"))

    private static let swift = CodeLanguage(
        lineComments: marks("//"), blockComment: slashStar, quotes: ["\""], multilineStrings: marks("\"\"\""),
        keywords: words(
            """
            actor any as async await borrowing break case catch class consuming continue default defer deinit do else \
            enum extension fallthrough false fileprivate final for func guard if import in init inout internal is lazy \
            let mutating nil nonisolated open operator override package private protocol public repeat rethrows return \
            self Self some static struct subscript super switch throw throws true try typealias var weak where while
            """))

    private static let python = CodeLanguage(
        lineComments: marks("#"), multilineStrings: marks("\"\"\"", "'''"),
        keywords: words(
            """
            and as assert async await break case class continue def del elif else except False finally for from global \
            if import in is lambda match None nonlocal not or pass raise return self True try while with yield
            """))

    private static let cFamily = CodeLanguage(
        lineComments: marks("//"), blockComment: slashStar,
        keywords: words(
            """
            auto bool break case catch char class const constexpr continue default delete do double else enum extern \
            false float for goto if inline int long namespace new noexcept nullptr operator override private protected \
            public register return short signed sizeof static struct switch template this throw true try typedef \
            typename union unsigned using virtual void volatile while NULL
            """))

    private static let java = CodeLanguage(
        lineComments: marks("//"), blockComment: slashStar, multilineStrings: marks("\"\"\""),
        keywords: words(
            """
            abstract assert boolean break byte case catch char class const continue default do double else enum extends \
            false final finally float for fun if implements import in instanceof int interface internal is long \
            namespace native new null object override package private protected public record return sealed short \
            static string super switch synchronized this throw throws true try using val var virtual void volatile when \
            while
            """))

    private static let javaScript = CodeLanguage(
        lineComments: marks("//"), blockComment: slashStar, multilineStrings: marks("`"),
        keywords: words(
            """
            any as async await boolean break case catch class const continue debugger declare default delete do else \
            enum export extends false finally for from function if implements import in instanceof interface let new \
            null number of private protected public readonly return static string super switch this throw true try \
            type typeof undefined unknown var void while yield
            """))

    private static let go = CodeLanguage(
        lineComments: marks("//"), blockComment: slashStar, multilineStrings: marks("`"),
        keywords: words(
            """
            any bool break byte case chan const continue default defer else error fallthrough false float64 for func go \
            goto if import int interface int64 make map nil package range return rune select string struct switch true \
            type var
            """))

    private static let rust = CodeLanguage(
        lineComments: marks("//"), blockComment: slashStar, quotes: ["\""],
        keywords: words(
            """
            as async await break const continue crate dyn else enum extern false fn for if impl in let loop match mod \
            move mut pub ref return self Self static struct super trait true type unsafe use where while
            """))

    private static let shell = CodeLanguage(
        lineComments: marks("#"),
        keywords: words(
            """
            break case continue do done elif else esac exit export fi for function if in local readonly return set \
            shift source then trap unset until while
            """))

    private static let json = CodeLanguage(
        lineComments: marks("//"), blockComment: slashStar, quotes: ["\""], keywords: words("true false null"))

    private static let yaml = CodeLanguage(
        lineComments: marks("#"), keywords: words("true false null yes no on off"))

    private static let sql = CodeLanguage(
        lineComments: marks("--"), blockComment: slashStar, hasEscapes: false, ignoresCase: true,
        keywords: words(
            """
            add all alter and as asc begin between by case check column commit constraint create cross database default \
            delete desc distinct drop else end exists foreign from full group having if in index inner insert into is \
            join key left like limit not null on or order outer primary references returning right rollback select set \
            table then transaction union unique update using values view when where with
            """))
}
