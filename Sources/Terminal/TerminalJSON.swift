/// JSON that says the same and drives no terminal: what could drive one stands as `\u…`.
enum TerminalJSON {
    private static let hexDigits = Array("0123456789abcdef".utf8)

    /// The JSON with escapes in place of control characters and of marks that turn the reading direction.
    ///
    /// In valid JSON these occur in strings only, where an escape means the same.
    static func escaped(_ json: [UInt8]) -> [UInt8] {
        if json.allSatisfy(ControlCharacterFilter.isPlain) { return json }
        var result: [UInt8] = []
        result.reserveCapacity(json.count)
        for scalar in String(decoding: json, as: UTF8.self).unicodeScalars {
            if ControlCharacterFilter.isHarmless(scalar) {
                result.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            } else if scalar == "\r" {
                // White space between tokens.
                result.append(UInt8(ascii: " "))
            } else {
                for unit in String(scalar).utf16 {
                    result.append(contentsOf: "\\u".utf8)
                    for shift in [12, 8, 4, 0] { result.append(hexDigits[Int(unit >> UInt16(shift)) & 15]) }
                }
            }
        }
        return result
    }
}
