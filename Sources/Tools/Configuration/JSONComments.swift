/// JSON as editors let people write it: with comments, and commas before a closing bracket.
enum JSONComments {
    /// The text with blanks in place of what strict JSON does not have, so that places stay where they are.
    static func blanked(_ text: [UInt8]) -> [UInt8] {
        var result = text
        var index = 0
        // A comma that a bracket may follow.
        var comma: Int?
        while index < text.count {
            let next = index + 1 < text.count ? text[index + 1] : 0
            switch (text[index], next) {
            case (UInt8(ascii: "\""), _):
                comma = nil
                index = endOfString(text, from: index)
            case (UInt8(ascii: "/"), UInt8(ascii: "/")):
                let end = text[index...].firstIndex(of: 0x0A) ?? text.count
                blank(&result, index..<end)
                index = end
            case (UInt8(ascii: "/"), UInt8(ascii: "*")):
                let end = endOfComment(text, from: index + 2)
                blank(&result, index..<end)
                index = end
            case (UInt8(ascii: ","), _):
                comma = index
                index += 1
            case (UInt8(ascii: "}"), _), (UInt8(ascii: "]"), _):
                if let comma { result[comma] = 0x20 }
                comma = nil
                index += 1
            case (let byte, _):
                if ![0x20, 0x09, 0x0A, 0x0D].contains(byte) { comma = nil }
                index += 1
            }
        }
        return result
    }

    private static func endOfString(_ text: [UInt8], from start: Int) -> Int {
        var index = start + 1
        while index < text.count, text[index] != UInt8(ascii: "\"") {
            index += text[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(index + 1, text.count)
    }

    private static func endOfComment(_ text: [UInt8], from start: Int) -> Int {
        var index = start
        while index + 1 < text.count {
            if text[index] == UInt8(ascii: "*"), text[index + 1] == UInt8(ascii: "/") { return index + 2 }
            index += 1
        }
        return text.count
    }

    private static func blank(_ text: inout [UInt8], _ range: Range<Int>) {
        for index in range where text[index] != 0x0A { text[index] = 0x20 }
    }
}
