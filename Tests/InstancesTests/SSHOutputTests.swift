import Testing

@testable import Instances

@Suite(.timeLimit(.minutes(2))) struct SSHOutputTests {
    @Test(arguments: [
        ("word\n", true), ("Welcome!\r\nword\r\nmore", true), ("word", false), ("a word\n", false), ("word \n", false),
        ("wordword\n", false), (String(repeating: "x", count: 100_000) + "\nword\n", true),
        (String(repeating: "x", count: 100_000) + "word\n", false), ("\u{1B}]0;word\u{7}\n", false),
        ("\n\nword\n", true),
    ])
    func onlyAWholeLineIsTheWord(output: String, isSeen: Bool) {
        for size in [1, 3, 4096] {
            var line = ReadyLine("word")
            let bytes = Array(output.utf8)
            for start in stride(from: 0, to: bytes.count, by: size) {
                line.read(bytes[start..<min(start + size, bytes.count)])
            }
            #expect(line.isSeen == isSeen)
        }
    }

    @Test func theLastLineSurvivesAFlood() {
        var words = SSHWords()
        for number in 0..<20_000 { words.read("channel \(number): open failed\r\n".utf8) }
        words.read("Timeout, server not responding.\r\n\r\n".utf8)
        #expect(words.lastLine == "Timeout, server not responding.")
    }

    @Test func linesThatGiveNoReasonAreNotTheLast() {
        var words = SSHWords()
        #expect(words.lastLine == nil)
        words.read("Warning: Permanently added 'x' (ED25519) to the list of known hosts.\r\n".utf8)
        #expect(words.lastLine == nil)
        words.read(
            "channel_setup_fwd_listener_tcpip: cannot listen to port: 8000\nCould not request local forwarding.\n".utf8)
        #expect(words.lastLine == "channel_setup_fwd_listener_tcpip: cannot listen to port: 8000")
        #expect(words.saysThatPortIsTaken)
    }
}
