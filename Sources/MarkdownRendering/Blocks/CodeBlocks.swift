/// Finds the fenced code blocks of a Markdown text.
package enum CodeBlocks {
    /// A code block and the word after its opening fence.
    package struct Block: Sendable, Hashable {
        /// The language, empty where none is named.
        package var language: String
        /// The code, with a line end after each of its lines.
        package var code: String
    }

    /// The blocks in their order; one that the text cuts off ends with it.
    package static func all(in text: String) -> [Block] {
        var blocks: [Block] = []
        var open: (fence: Substring, indent: Int, block: Block)?
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            let indent = line.prefix { $0 == " " || $0 == "\t" }.count
            let content = line.dropFirst(indent)
            let fence = content.prefix { $0 == content.first && ($0 == "`" || $0 == "~") }
            if var current = open {
                let rest = content.dropFirst(fence.count)
                let closes =
                    fence.first == current.fence.first && fence.count >= current.fence.count
                    && rest.allSatisfy(\.isWhitespace)
                if closes {
                    blocks.append(current.block)
                    open = nil
                } else {
                    current.block.code += line.dropFirst(min(indent, current.indent)) + "\n"
                    open = current
                }
            } else if fence.count >= 3 {
                let info = content.dropFirst(fence.count)
                if fence.first == "`", info.contains("`") { continue }
                let language = info.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? ""
                open = (fence, indent, Block(language: language, code: ""))
            }
        }
        if var last = open?.block {
            // The line end at the end of the text is no line of the code.
            if text.last?.isNewline == true, !last.code.isEmpty { last.code.removeLast() }
            blocks.append(last)
        }
        return blocks
    }
}
