extension InlineParser {
    private static var schemes: [[Character]] { [Array("http://"), Array("https://")] }

    /// Decides whether a bare address begins here.
    mutating func stepAddress(_ isFinal: Bool) -> Bool {
        if let before, before.isASCII, before.isLetter || before.isNumber {
            emitText(1)
            return true
        }
        for scheme in Self.schemes {
            var index = 0
            while index < scheme.count, let character = character(at: position + index),
                character.lowercased() == String(scheme[index])
            {
                index += 1
            }
            if index == scheme.count {
                scan = .address
                scanIndex = position + index
                return true
            }
            if isMissing(position + index, isFinal) { return false }
        }
        emitText(1)
        return true
    }

    /// Finds a bare address's end; marks at its end belong to the sentence around it.
    mutating func resumeAddress(_ isFinal: Bool) -> Bool {
        while scanIndex < raw.count, !Self.endsAddress(raw[scanIndex]), scanIndex - position <= Self.holdLimit {
            scanIndex += 1
        }
        let isLong = scanIndex - position > Self.holdLimit
        if isMissing(scanIndex, isFinal), !isLong { return false }
        scan = nil
        emitText(isLong ? scanIndex - position : Self.addressLength(raw[position..<scanIndex]), [.underline, .address])
        return true
    }

    private static func endsAddress(_ character: Character) -> Bool {
        if character.isASCII { return character.isWhitespace || "<>\"`[]|\\^{}".contains(character) }
        return character.isWhitespace || character.isPunctuation
    }

    private static func addressLength(_ text: ArraySlice<Character>) -> Int {
        var rest = text
        var surplus = rest.reduce(0) { $0 + ($1 == ")" ? 1 : $1 == "(" ? -1 : 0) }
        while let last = rest.last {
            if last == ")" {
                if surplus <= 0 { break }
                surplus -= 1
            } else if last == "(" {
                surplus += 1
            } else if !".,:;!?'*_~$".contains(last) {
                break
            }
            rest.removeLast()
        }
        return rest.isEmpty ? text.count : rest.count
    }

    /// Decides whether an address in angle brackets, a line break, or a tag begins here.
    mutating func stepAngle(_ isFinal: Bool) -> Bool {
        if isMissing(position + 1, isFinal) { return false }
        if character(at: position + 1) == "!" { return stepComment(isFinal) }
        guard let next = character(at: position + 1), next.isASCII, next.isLetter || next == "/" else {
            emitText(1)
            return true
        }
        scan = .angle
        scanIndex = position + 1
        return true
    }

    mutating func resumeAngle(_ isFinal: Bool) -> Bool {
        while scanIndex < raw.count {
            let character = raw[scanIndex]
            let isLong = scanIndex - position > Self.holdLimit
            if character == "\n" || character == "<" || character == "`" || isLong { break }
            scanIndex += 1
            if character == ">" {
                emitAngle(scanIndex - position)
                return true
            }
        }
        if isMissing(scanIndex, isFinal) { return false }
        scan = nil
        emitText(1)
        return true
    }

    private static func isAddress(_ text: String) -> Bool {
        guard !text.contains(where: \.isWhitespace) else { return false }
        let scheme = text.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "+.-".contains($0)) }
        let rest = text[scheme.endIndex...]
        if rest.hasPrefix("://") || scheme.lowercased() == "mailto" && rest.hasPrefix(":") { return scheme.count > 1 }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && parts[1].dropFirst().contains(".") && !text.contains("/")
    }

    private mutating func emitAngle(_ length: Int) {
        scan = nil
        let content = raw[position + 1..<position + length - 1]
        let name = content.filter { !$0.isWhitespace }.map { $0.lowercased() }.joined()
        if name == "br" || name == "br/" {
            emit("\n")
            position += length
            return
        }
        if Self.isAddress(String(content)) {
            for character in content { emit(character, [.underline, .address]) }
            position += length
            before = ">"
            return
        }
        let tag = content.drop { $0 == "/" }.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
        let next = content[tag.endIndex...].first
        emitText(!tag.isEmpty && (next == nil || next == "/" || next?.isWhitespace == true) ? length : 1)
    }
}
