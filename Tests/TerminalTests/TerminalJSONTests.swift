import Foundation
import Testing

@testable import Terminal

@Suite(.timeLimit(.minutes(1))) struct TerminalJSONTests {
    @Test func whatCouldDriveATerminalIsEscapedAndTheJSONStaysTheSame() throws {
        let strings = [
            "a\u{7F}b", "\u{9B}31m", "\u{9D}52;c;x\u{9C}", "\u{202E}x\u{2066}", "\u{E0041}", "ж é 😀\u{200D}",
        ]
        let json = Array(try JSONEncoder().encode(strings)) + Array("\r\n".utf8)
        let escaped = TerminalJSON.escaped(json)
        #expect(try JSONDecoder().decode([String].self, from: Data(escaped)) == strings)
        for scalar in String(decoding: escaped, as: UTF8.self).unicodeScalars {
            #expect(ControlCharacterFilter.isHarmless(scalar), "\(scalar.value)")
        }
        #expect(String(decoding: escaped, as: UTF8.self).contains("ж é 😀"))
    }

    @Test func plainJSONIsLeftAsItIs() {
        let json = Array("{\"a\": [1, \"\\u001b\"]}\n".utf8)
        #expect(TerminalJSON.escaped(json) == json)
    }
}
