extension InlineParser {
    private static let opening = Array("<!--")
    private static let closing = Array("-->")

    /// Decides whether a comment begins here.
    mutating func stepComment(_ isFinal: Bool) -> Bool {
        for (offset, mark) in Self.opening.enumerated() {
            if isMissing(position + offset, isFinal) { return false }
            guard character(at: position + offset) == mark else {
                emitText(1)
                return true
            }
        }
        guard absolutePosition >= commentsFailUntil else {
            emitText(1)
            return true
        }
        scan = .comment
        scanIndex = position + Self.opening.count
        return true
    }

    /// Finds a comment's end; what it says is shown beside the text.
    mutating func resumeComment(_ isFinal: Bool) -> Bool {
        while scanIndex < raw.count, scanIndex - position <= Self.holdLimit {
            scanIndex += 1
            let start = scanIndex - Self.closing.count
            guard start >= position + Self.opening.count, raw[start..<scanIndex].elementsEqual(Self.closing) else {
                continue
            }
            scan = nil
            emitComment(raw[position + Self.opening.count..<start], length: scanIndex - position)
            return true
        }
        if scanIndex - position <= Self.holdLimit, !isFinal { return false }
        scan = nil
        commentsFailUntil = dropped + scanIndex
        emitText(1)
        return true
    }

    private mutating func emitComment(_ content: ArraySlice<Character>, length: Int) {
        guard allowsColor else { return emitText(length) }
        var words = content.drop(while: \.isWhitespace)
        while words.last?.isWhitespace == true { words.removeLast() }
        for character in words { emit(character == "\n" ? " " : character, .dim) }
        position += length
    }
}
