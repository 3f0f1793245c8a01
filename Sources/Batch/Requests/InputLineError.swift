package import Localization

/// Why a line cannot be sent.
package struct InputLineError: Error, Sendable, Hashable {
    package enum Problem: Sendable, Hashable {
        /// It is longer than a line may be, in bytes.
        case tooLong(Int, limit: Int)
        case notUTF8
        /// The parser's own words.
        case notJSON(Message)
        case neitherObjectNorString
        /// An object that has neither a body nor messages nor a prompt.
        case unknownForm
        /// The `custom_id` is no string, or empty.
        case badCustomID
        /// The `custom_id` has half a surrogate pair, which is no character.
        case halfCharacterInCustomID
        /// The `custom_id` stands in an earlier line too, so that two lines could not be told apart in the output.
        case repeatedCustomID
        /// The `custom_id` is the name of a line that has none.
        case customIDOfUnnamedLine(String)
        /// The name of this line, which has no `custom_id`, is the `custom_id` of another line.
        case nameIsCustomID(String)
        /// The line has no `custom_id`, and an input is named twice, so that two lines would get one name.
        case repeatedInput(String)
        case otherMethod
        case otherURL
        case bodyNotAnObject
        case noMessages(inBody: Bool)
        case noModel
        case promptNotAString
        case systemNotAString
        /// A field beside the prompt that no chat request has.
        case unknownField(String)
        /// Variables of the template that the line gives no value.
        case missingValues([String], template: String)
        case changedMeanwhile
        case unreadable
    }

    /// The place in the line, in bytes from 1.
    package var column: Int
    package var problem: Problem

    package init(column: Int = 1, _ problem: Problem) {
        self.column = column
        self.problem = problem
    }
}

/// A line of the input that cannot be sent.
package struct BadLine: Sendable, Hashable {
    /// The file as the user named it.
    package var file: String
    /// The line's number, from 1.
    package var line: Int
    package var defect: InputLineError

    package init(file: String, line: Int, _ defect: InputLineError) {
        self.file = file
        self.line = line
        self.defect = defect
    }
}

extension BadLine {
    init(_ line: InputLine, _ defect: InputLineError) {
        self.init(file: line.file, line: line.number, defect)
    }
}
