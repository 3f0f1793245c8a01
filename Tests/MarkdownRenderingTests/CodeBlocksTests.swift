import MarkdownRendering
import Testing

@Suite(.timeLimit(.minutes(2))) struct CodeBlocksTests {
    @Test(arguments: [
        ("no code", []),
        ("```sh\nls\n```", ["sh:ls\n"]),
        ("a\n```\none\n\ntwo\n```\nb\n~~~~py x\n~~~\n~~~~\n", [":one\n\ntwo\n", "py:~~~\n"]),
        ("- item\n  ```c\n  int x;\n    y;\n  ```\n", ["c:int x;\n  y;\n"]),
        ("````md\n```sh\nls\n```\n````", ["md:```sh\nls\n```\n"]),
        ("```sh\ncut off", ["sh:cut off\n"]),
        ("```sh\ncut off\n", ["sh:cut off\n"]),
        ("```inline` code```\n", []),
        ("```\n```", [":"]),
        ("``` код ёж\nда\n```\r\n", ["код:да\n"]),
    ])
    func blocksAreFound(text: String, blocks: [String]) {
        #expect(CodeBlocks.all(in: text).map { "\($0.language):\($0.code)" } == blocks)
    }
}
