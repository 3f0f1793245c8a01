/// Checks JSON byte by byte, as RFC 8259 has it, with nothing done for speed; it tells where a text goes wrong.
struct JSONModel {
    private struct Wrong: Error {
        let offset: Int
    }

    private let bytes: [UInt8]
    private let maximumDepth: Int
    private var position = 0
    private var depth = 0

    /// The offset of the first byte that cannot stand where it does; `nil` where the text is JSON.
    static func firstError(in bytes: [UInt8], maximumDepth: Int) -> Int? {
        var model = JSONModel(bytes: bytes, maximumDepth: maximumDepth)
        do throws(Wrong) {
            try model.value()
            model.space()
            return model.position < bytes.count ? model.position : nil
        } catch {
            return error.offset
        }
    }

    private init(bytes: [UInt8], maximumDepth: Int) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
    }

    private var next: Unicode.Scalar? { position < bytes.count ? Unicode.Scalar(bytes[position]) : nil }
    private var wrong: Wrong { Wrong(offset: position) }

    private mutating func space() {
        while let next, " \t\r\n".unicodeScalars.contains(next) { position += 1 }
    }

    private mutating func take(_ wanted: String) throws(Wrong) {
        let start = position
        for scalar in wanted.unicodeScalars {
            guard next == scalar else { throw Wrong(offset: start) }
            position += 1
        }
    }

    private mutating func value() throws(Wrong) {
        space()
        switch next {
        case "{": try list(until: "}", isObject: true)
        case "[": try list(until: "]", isObject: false)
        case "\"": try string()
        case "t": try take("true")
        case "f": try take("false")
        case "n": try take("null")
        default: try number()
        }
    }

    private mutating func list(until close: Unicode.Scalar, isObject: Bool) throws(Wrong) {
        depth += 1
        if depth > maximumDepth { throw wrong }
        position += 1
        space()
        if next == close {
            position += 1
            depth -= 1
            return
        }
        while true {
            space()
            if isObject {
                guard next == "\"" else { throw wrong }
                try string()
                space()
                try take(":")
            }
            try value()
            space()
            if next == close { break }
            try take(",")
        }
        position += 1
        depth -= 1
    }

    private mutating func string() throws(Wrong) {
        let start = position
        position += 1
        while let scalar = next {
            if scalar == "\"" {
                position += 1
                return
            }
            if scalar.value < 0x20 { throw wrong }
            guard scalar == "\\" else {
                position += 1
                continue
            }
            guard position + 1 < bytes.count else { throw wrong }
            let escape = Unicode.Scalar(bytes[position + 1])
            if escape == "u" {
                let digits = bytes[(position + 2)...].prefix(4)
                let isHex = digits.allSatisfy { "0123456789abcdefABCDEF".unicodeScalars.contains(Unicode.Scalar($0)) }
                guard digits.count == 4, isHex else { throw wrong }
                position += 6
            } else {
                guard "\"\\/bfnrt".unicodeScalars.contains(escape) else { throw wrong }
                position += 2
            }
        }
        throw Wrong(offset: start)
    }

    private mutating func number() throws(Wrong) {
        if next == "-" { position += 1 }
        if next == "0" { position += 1 } else { try digits() }
        if next == "." {
            position += 1
            try digits()
        }
        if next == "e" || next == "E" {
            position += 1
            if next == "+" || next == "-" { position += 1 }
            try digits()
        }
    }

    private mutating func digits() throws(Wrong) {
        guard let first = next, ("0"..."9").contains(first) else { throw wrong }
        while let digit = next, ("0"..."9").contains(digit) { position += 1 }
    }
}
