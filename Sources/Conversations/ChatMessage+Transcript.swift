import CloudComputeClient
import ConversationStore
import JSON
import Localization

extension ChatMessage {
    /// The message as transcripts for people have it: documents by their hash, then the text.
    var transcriptParagraphs: [String] {
        let images = parts.count { if case .imageURL = $0 { true } else { false } }
        let documents = documents.map { document in
            "- Document \(document.source), \(ChatAttachment.size(document.text.utf8.count).english), "
                + "SHA-256 \(StoredDocument.hash(of: document.text).prefix(12))"
        }
        let paragraphs = [
            documents.joined(separator: "\n"), text, images > 0 ? "(with \(images) images)" : "",
        ].filter { !$0.isEmpty }
        return paragraphs.isEmpty ? [""] : paragraphs
    }

    /// The message with its documents apart from what was said.
    var transcriptJSON: JSONValue {
        let documents = documents
        guard !documents.isEmpty else { return json }
        let rest = parts.filter { if case .document = $0 { false } else { true } }
        var object = ChatMessage(role: role, parts: rest.isEmpty ? [.text("")] : rest).json.object ?? [:]
        object["documents"] = .array(
            documents.map { document in
                [
                    "source": .string(document.source), "sha256": .string(StoredDocument.hash(of: document.text)),
                    "text": .string(document.text),
                ]
            })
        return .object(object)
    }
}
