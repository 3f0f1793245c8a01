/// Reads the `url "title")` of a link, character by character.
struct LinkDestination: Sendable {
    enum Progress {
        case more
        case done
        case failed
    }

    private enum Phase {
        case start
        case angle
        case address
        case gap
        case title(Character)
        case end
    }

    private(set) var address: [Character] = []
    private(set) var title: [Character] = []
    private var phase = Phase.start
    private var depth = 0
    private var isEscaped = false

    mutating func consume(_ character: Character) -> Progress {
        if isEscaped {
            isEscaped = false
            if !character.isPunctuation && !character.isSymbol { add("\\") }
            add(character)
            return character == "\n" ? .failed : .more
        }
        switch (phase, character) {
        case (.angle, "\n"), (.title, "\n"): return .failed
        case (.address, "\\"), (.title, "\\"), (.angle, "\\"): isEscaped = true
        case (.title(let mark), _) where mark == character: phase = .end
        case (.title, _): title.append(character)
        case (.angle, ">"): phase = .gap
        case (.angle, _): address.append(character)
        case (_, "\n"): return .failed
        case (.start, " "), (.gap, " "), (.end, " "): break
        case (.start, "<"): phase = .angle
        case (.gap, "\""), (.gap, "'"): phase = .title(character)
        case (.gap, "("): phase = .title(")")
        case (.start, ")"), (.gap, ")"), (.end, ")"): return .done
        case (.gap, _), (.end, _): return .failed
        case (.start, _), (.address, _): return consumeAddress(character)
        }
        return .more
    }

    private mutating func consumeAddress(_ character: Character) -> Progress {
        phase = .address
        switch character {
        case " ", "\t": phase = .gap
        case ")" where depth == 0: return .done
        case "\\": isEscaped = true
        default:
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            address.append(character)
        }
        return .more
    }

    private mutating func add(_ character: Character) {
        if case .title = phase { title.append(character) } else { address.append(character) }
    }
}

extension InlineParser {
    /// Text that may be a link's, or with `!` an image's.
    mutating func openBracket(length: Int) {
        let start = held.count
        emitText(length)
        if absolutePosition > linksFailUntil {
            push(Delimiter(mark: "[", start: start, count: length, originalCount: length))
        }
    }

    /// A longer number is no footnote's.
    private static var longestNote: Int { 4 }

    /// Begins what may be a link, or shows the mark of a footnote without its circumflex.
    mutating func stepOpeningBracket(_ isFinal: Bool) -> Bool {
        if isMissing(position + 1, isFinal) { return false }
        guard character(at: position + 1) == "^" else {
            openBracket(length: 1)
            return true
        }
        var end = position + 2
        while let digit = character(at: end), digit.isASCII, digit.isNumber, end - position < 2 + Self.longestNote {
            end += 1
        }
        if isMissing(end, isFinal) { return false }
        guard end > position + 2, character(at: end) == "]" else {
            openBracket(length: 1)
            return true
        }
        emit("[", .dim)
        for digit in raw[position + 2..<end] { emit(digit, .dim) }
        emit("]", .dim)
        position = end + 1
        return true
    }

    mutating func stepClosingBracket(_ isFinal: Bool) -> Bool {
        guard let index = openers.lastIndex(where: { $0.mark == "[" }) else {
            emitText(1)
            return true
        }
        if isMissing(position + 1, isFinal) { return false }
        if character(at: position + 1) == "(", absolutePosition >= linksFailUntil {
            scan = .destination
            destination = LinkDestination()
            scanIndex = position + 2
        } else {
            openers.remove(at: index)
            emitText(1)
        }
        return true
    }

    mutating func resumeDestination(_ isFinal: Bool) -> Bool {
        while scanIndex < raw.count {
            let progress = destination.consume(raw[scanIndex])
            scanIndex += 1
            switch progress {
            case .done:
                emitLink(destination)
                scan = nil
                position = scanIndex
                before = ")"
                return true
            case .failed: return failDestination()
            case .more: if scanIndex - position > Self.holdLimit { return failDestination() }
            }
        }
        return isFinal ? failDestination() : false
    }

    private mutating func failDestination() -> Bool {
        scan = nil
        linksFailUntil = dropped + scanIndex
        if let index = openers.lastIndex(where: { $0.mark == "[" }) { openers.remove(at: index) }
        emitText(1)
        return true
    }

    /// Underlines the text since the bracket and adds the title and the address, unless they are the text.
    private mutating func emitLink(_ link: LinkDestination) {
        guard let index = openers.lastIndex(where: { $0.mark == "[" }) else { return }
        let opener = openers[index]
        openers.removeSubrange(index...)
        let inner = opener.start + opener.count
        for position in opener.start..<inner { held[position].style.insert(.hidden) }
        for position in inner..<held.count { held[position].style.insert(.underline) }
        let text = held[inner...].filter { !$0.style.contains(.hidden) }.map(\.character)
        var hasText = !text.isEmpty
        if !link.title.isEmpty, link.title != text {
            if hasText { emit(" ") }
            for character in "“" + link.title + "”" { emit(character, .dim) }
            hasText = true
        }
        if text == link.address { return }
        if hasText { emit(" ") }
        emit("(", .dim)
        for character in link.address { emit(character, [.dim, .address]) }
        emit(")", .dim)
    }
}
