/// A text that a message is about, such as a file or a page.
public struct ChatDocument: Sendable, Hashable {
    /// Where it comes from: what the model is told, such as a path or a URL.
    public var source: String
    /// What it says.
    public var text: String

    /// Makes a document.
    public init(source: String, text: String) {
        self.source = source
        self.text = text
    }

    /// The text between tags that name its source and do not occur in it.
    var taggedText: String {
        var tag = "document"
        var number = 1
        while text.contains("</\(tag)>") {
            number += 1
            tag = "document-\(number)"
        }
        let end = text.utf8.last == UInt8(ascii: "\n") ? "" : "\n"
        return "<\(tag) source=\"\(attribute)\">\n\(text)\(end)</\(tag)>"
    }

    /// The source as the value of an attribute.
    private var attribute: String {
        let pieces = source.unicodeScalars.map { scalar -> String in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case "\"": "&quot;"
            case _ where scalar.properties.generalCategory == .control: " "
            default: String(scalar)
            }
        }
        return pieces.joined()
    }
}
