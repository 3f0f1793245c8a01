import Batch
import Localization

/// Why a line of a batch cannot be sent.
extension ErrorText {
    /// The place and the reason, without a full stop.
    static func text(_ line: BadLine) -> Message {
        Message("\(line.file), line \(line.line), column \(line.defect.column): \(reason(line.defect.problem))")
    }

    /// The reason as the end of a sentence that begins with the line.
    static func reason(_ problem: InputLineError.Problem) -> Message {
        switch problem {
        case .tooLong(let length, let limit): Message("is \(length) bytes long; the most is \(limit)")
        case .notUTF8: Message("is not UTF-8")
        case .notJSON(let reason): Message("is not JSON: \(reason)")
        case .neitherObjectNorString: Message("is neither a JSON object nor a JSON string")
        case .unknownForm: Message("has none of \"body\", \"messages\" and \"prompt\"")
        case .badCustomID: Message("has a custom_id that is not a string with text in it")
        case .halfCharacterInCustomID:
            Message("has a custom_id with half a surrogate pair (\\ud800 to \\udfff), which is no character")
        case .repeatedCustomID: Message("has a custom_id already used on an earlier line")
        case .customIDOfUnnamedLine(let name):
            Message("has the custom_id \"\(name)\", which is the name of a line without custom_id; choose another")
        case .nameIsCustomID(let name):
            Message(
                "has no custom_id and would be named \"\(name)\", which is the custom_id of another line; give it one")
        case .repeatedInput(let stem):
            Message(
                "has no custom_id, and another input named \"\(stem)\" has a line of this number; "
                    + "name each input once, or give the lines custom_ids")
        case .otherMethod: Message("has a method that is not \"POST\"")
        case .otherURL: Message("has a url that is not \"/v1/chat/completions\"")
        case .bodyNotAnObject: Message("has a body that is not an object")
        case .noMessages(inBody: true): Message("has no list of \"messages\" in its body")
        case .noMessages(inBody: false): Message("has no list of \"messages\" in it")
        case .noModel: Message("names no model; name one for all lines with -m MODEL")
        case .promptNotAString: Message("has a prompt that is not a string")
        case .systemNotAString: Message("has a system prompt that is not a string")
        case .unknownField(let name):
            Message(
                "has the field \"\(name)\" beside its prompt, which is no field of a chat request; "
                    + "remove it, or write the line with a \"body\"")
        case .missingValues(let names, let template):
            Message("has no value for \(names.joined(separator: ", ")), which the template \(template) needs")
        case .changedMeanwhile: Message("has changed while the run went on")
        case .unreadable: Message("cannot be read any more")
        }
    }
}
