@testable import Batch

/// Lines of JSON, most of them as programs write them, some odd or damaged.
enum RandomLine {
    static let texts = [
        #""""#, #""stop""#, #""Ответ — «да»…""#, #""a\"b\\""#, #""\u0416\ud83d\ude00""#, #""日本語 😀 text""#, #""x\/y\n""#,
    ]
    static let numbers = [
        "0", "1", "17", "-1", "1.5", "12.345", "1760000000.123456", "1e3", "1E-7", "-0", "9007199254740993",
        "123456789012345678", "0.1234567890123456", "1e400", "1000000000001", "3.0",
    ]
    static let odd = ["null", "true", "[]", "{}", "[1,[2]]", #"{"a":{"b":[]}}"#, #""5""#]
    static let bytes: [UInt8] =
        Array("\"\\{}[],:0-.eu \t\r\u{1F}".utf8) + [0, 0x80, 0xBF, 0xC0, 0xD0, 0xE2, 0xED, 0xF0, 0xF4, 0xFF]

    static func any(_ kinds: [[String]], _ random: inout SplitMix64) -> String {
        let kind = kinds[Int.random(in: 0..<kinds.count, using: &random)]
        return kind[Int.random(in: 0..<kind.count, using: &random)]
    }

    /// An object of members of which a few are left out, stand twice, or have an odd value or name.
    static func object(
        _ members: [(String, String)], _ random: inout SplitMix64, oddness: Int = 150
    ) -> String {
        var texts: [String] = []
        for (name, value) in members {
            var (name, value) = (name, value)
            switch Int.random(in: 0..<oddness, using: &random) {
            case 0: continue
            case 1: texts.append("\"\(name)\":\(value)")
            case 2: value = any([odd, texts.isEmpty ? odd : numbers], &random)
            case 3: name = name.replacing("t", with: #"\u0074"#)
            case 4: texts.append(any([[#""other":1"#, #" "x" : [ {} ] "#]], &random))
            default: break
            }
            texts.append("\"\(name)\":\(value)")
        }
        if Int.random(in: 0..<8, using: &random) == 0 { texts.shuffle(using: &random) }
        return "{\(texts.joined(separator: ","))}"
    }

    static func damaged(_ line: String, _ random: inout SplitMix64) -> [UInt8] {
        var text = Array(line.utf8)
        for _ in 0..<Int.random(in: 1...3, using: &random) where !text.isEmpty {
            let place = Int.random(in: 0..<text.count, using: &random)
            let byte = bytes[Int.random(in: 0..<bytes.count, using: &random)]
            switch Int.random(in: 0..<4, using: &random) {
            case 0: text[place] = byte
            case 1: text.insert(byte, at: place)
            case 2: text.remove(at: place)
            default: text.removeSubrange(place...)
            }
        }
        return text
    }
}
