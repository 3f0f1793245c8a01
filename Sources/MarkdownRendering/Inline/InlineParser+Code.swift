/// The search for the end of a code span.
struct CodeSpanScan: Sendable {
    /// The length of the opening run, 0 while it is being counted.
    var opening = 0
    /// The length of the run the search is in.
    var run = 0
    /// Where the last run of each length ended, in case no run fits.
    var runs: [Int: Int] = [:]
}

extension InlineParser {
    mutating func resumeCode(_ isFinal: Bool) -> Bool {
        if codeSpan.opening == 0 {
            while scanIndex < raw.count, raw[scanIndex].ascii == UInt8(ascii: "`"),
                scanIndex - position < Self.holdLimit
            { scanIndex += 1 }
            let length = scanIndex - position
            if isMissing(scanIndex, isFinal), length < Self.holdLimit { return false }
            codeSpan.opening = length
            let isKnown = absolutePosition < codeFailsUntil
            if length == Self.holdLimit || isKnown && (codeRuns[length] ?? 0) <= absolutePosition + length {
                scan = nil
                emitText(length)
                return true
            }
        }
        while scanIndex < raw.count {
            if raw[scanIndex].ascii == UInt8(ascii: "`") {
                codeSpan.run += 1
            } else if codeSpan.run == codeSpan.opening {
                break
            } else {
                endRun()
            }
            scanIndex += 1
            if scanIndex - position > Self.holdLimit { return failCode() }
        }
        if scanIndex == raw.count {
            if !isFinal { return false }
            if codeSpan.run != codeSpan.opening {
                endRun()
                return failCode()
            }
        }
        scan = nil
        emitCode(codeSpan.opening)
        return true
    }

    private mutating func endRun() {
        if codeSpan.run > 0 { codeSpan.runs[codeSpan.run] = dropped + scanIndex }
        codeSpan.run = 0
    }

    private mutating func failCode() -> Bool {
        scan = nil
        codeFailsUntil = dropped + scanIndex
        codeRuns = codeSpan.runs
        emitText(codeSpan.opening)
        return true
    }

    private mutating func emitCode(_ marks: Int) {
        let end = scanIndex
        guard allowsColor else { return emitText(end - position, .code) }
        var content = raw[position + marks..<end - marks]
        let isPadded = content.count > 2 && content.first == " " && content.last == " "
        if isPadded, !content.allSatisfy({ $0 == " " }) { content = content.dropFirst().dropLast() }
        for character in content { emit(character.ascii == .lineFeed ? " " : character, .code) }
        position = end
    }
}
