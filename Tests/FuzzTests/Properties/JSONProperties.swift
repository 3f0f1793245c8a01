import Foundation
import JSON

/// The scanner takes what RFC 8259 takes, and what is read can be written and read again.
enum JSONProperties {
    static func check(_ bytes: [UInt8]) throws {
        try checkSpeed(bytes)
        let value: JSONValue
        let index = Result { try bytes.withUnsafeBufferPointer { try JSONObjectIndex(of: $0) } }
        do throws(JSONError) { value = try JSONValue(parsing: bytes) } catch {
            try require((0...bytes.count).contains(error.offset), "The error is at \(error.offset)")
            try require(!error.reason.isEmpty, "The error has no reason")
            try require(!isSuccess(index), "The index takes what the reader does not: \(error)")
            let isTooDeep = error.reason.hasPrefix("nested deeper")
            try require(
                isTooDeep || hasTrailingComma(bytes) || !foundationTakes(bytes), "Foundation takes it: \(error)")
            return
        }
        try require(foundationTakes(bytes) || hasWhatFoundationRefuses(bytes, value), "Foundation refuses it")
        try checkWriting(value)
        try checkIndex(try index.get(), value, bytes)
        try checkNumbers(value)
    }

    /// What is told of bytes eight at a time is what looking at each tells.
    static func checkSpeed(_ bytes: [UInt8]) throws {
        let expected = JSONModel.firstError(in: bytes, maximumDepth: JSONScanner.maximumDepth)
        var offset: Int?
        do throws(JSONError) { _ = try JSONValue(parsing: bytes) } catch { offset = error.offset }
        try require(offset == expected, "The error is at \(expected ?? -1), not at \(offset ?? -1)")
        let isUTF8 = bytes.withUnsafeBufferPointer { UTF8Check.isValid($0) }
        try require(isUTF8 == (String(validating: bytes, as: UTF8.self) != nil), "UTF-8 is \(isUTF8)")
        for text: StaticString in ["\"", "\\u", "\"a", "\"data:"] {
            let contains = bytes.withUnsafeBytes { ByteWord.contains(text, in: $0) }
            try require(contains == !bytes.ranges(of: Array(text.description.utf8)).isEmpty, "\(text): \(contains)")
        }
        try checkPlainLength(bytes, (UInt8(ascii: "\""), UInt8(ascii: "a")))
    }

    /// Nothing before it is other than plain, and of a text that is plain throughout it is the end.
    private static func checkPlainLength(_ bytes: [UInt8], _ pair: (UInt8, UInt8)) throws {
        let length = bytes.withUnsafeBytes { ByteWord.plainLength($0, without: pair) }
        let isOther = bytes.indices.map { index in
            bytes[index] >= 0x80
                || bytes[index] == pair.0 && bytes.indices.contains(index + 1) && bytes[index + 1] == pair.1
        }
        try require(length <= bytes.count && !isOther[..<length].contains(true), "\(length) are not plain")
        let isPlain = bytes.count > ByteWord.size && bytes.allSatisfy { $0 < 0x80 && $0 != pair.0 }
        try require(!isPlain || length == bytes.count, "\(length) of \(bytes.count) are plain")
    }

    private static func isSuccess<Value>(_ result: Result<Value, any Error>) -> Bool {
        if case .success = result { true } else { false }
    }

    private static func foundationTakes(_ bytes: [UInt8]) -> Bool {
        // It guesses other encodings than UTF-8 from marks and zeros.
        guard !bytes.contains(0), bytes.first.map({ $0 < 0x80 }) ?? true else { return false }
        return (try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)) != nil
    }

    /// Foundation takes `[1,]`; the RFC and this program do not.
    private static func hasTrailingComma(_ bytes: [UInt8]) -> Bool {
        bytes.indices.contains { index in
            guard bytes[index] == UInt8(ascii: ",") else { return false }
            let next = bytes[(index + 1)...].first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
            return next == UInt8(ascii: "]") || next == UInt8(ascii: "}")
        }
    }

    /// Halves of surrogate pairs, text that is not UTF-8, and numbers beyond its types are read leniently on purpose.
    private static func hasWhatFoundationRefuses(_ bytes: [UInt8], _ value: JSONValue) -> Bool {
        if String(validating: bytes, as: UTF8.self) == nil { return true }
        if value.jsonText.contains("\u{FFFD}") { return true }
        return bytes.contains(0x65) || bytes.contains(0x45) || bytes.count > 300
    }

    private static func checkWriting(_ value: JSONValue) throws {
        let written = value.jsonBytes
        let again: JSONValue
        do { again = try JSONValue(parsing: written) } catch {
            throw Broken("\(value.jsonText) cannot be read: \(error)")
        }
        try require(again == value, "\(value.jsonText) is read as \(again.jsonText)")
        try require(again.jsonBytes == written, "\(value.jsonText) is written as \(again.jsonText)")
        try require(written.allSatisfy { $0 >= 0x20 }, "A control character is written")
    }

    private static func checkIndex(_ index: JSONObjectIndex?, _ value: JSONValue, _ bytes: [UInt8]) throws {
        guard let object = value.object else { return try require(index == nil, "An index of what is no object") }
        guard let index else { throw Broken("No index of an object") }
        try require(index.members.map(\.name) == object.members.map(\.name), "Other names")
        for (place, member) in zip(index.members, object.members) {
            let inside = try JSONValue(parsing: bytes[place.valueRange])
            try require(inside == member.value, "\"\(member.name)\" is \(inside.jsonText)")
            let pair = try JSONValue(parsing: [0x7B] + bytes[place.range] + [0x7D])
            try require(pair[member.name] == member.value, "\"\(member.name)\" lies elsewhere")
        }
    }

    /// No number from outside traps, whatever it is read as.
    private static func checkNumbers(_ value: JSONValue) throws {
        switch value {
        case .array(let elements): for element in elements { try checkNumbers(element) }
        case .object(let object): for member in object.members { try checkNumbers(member.value) }
        case .number(let digits):
            let number = Array(digits.utf8).withUnsafeBufferPointer { JSONNumber.double($0) }
            try require(number == JSONNumber.decimal(digits), "\(digits) is \(number ?? .nan)")
            _ = (value.int, value.bool, value.text)
        default: _ = (value.int, value.double, value.bool, value.text)
        }
    }
}
