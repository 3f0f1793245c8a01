import ArgumentParser
import CloudComputeClient
import Conversations
import Localization
import Settings
import Tools

/// The options by which a command sends files along with a message.
struct AttachmentOptions: ParsableArguments {
    @Option(
        name: [.customShort("a"), .customLong("attach")],
        help: ArgumentHelp(
            "Send this text file or image along, a path, a URL or - for standard input; repeatable.",
            valueName: "file"),
        completion: .file())
    var attachments: [String] = []

    @Option(
        name: [.customShort("f"), .customLong("file")],
        help: ArgumentHelp(
            "Put this text before the prompt as a document, a path, a URL or - for standard input; repeatable.",
            valueName: "file"),
        completion: .file())
    var documents: [String] = []

    func validate() throws {
        guard (attachments + documents).count(where: { $0 == Self.standardInput }) < 2 else {
            throw ValidationError(localized("Standard input can be read once; leave one - out."))
        }
    }

    private static let standardInput = "-"

    /// Whether standard input goes along, and is no part of the prompt.
    var takesStandardInput: Bool { (attachments + documents).contains(Self.standardInput) }

    /// What is named, with the bytes of files; what URLs name is fetched later.
    enum Source: Sendable {
        case read(FileAttachment)
        case url(String, FileAttachment.Role)
    }

    /// Reads the files.
    ///
    /// - Throws: ``CommandFailure`` that names the file.
    func read(_ console: CommandContext.Console) throws -> [Source] {
        try documents.map { try Self.read($0, as: .document, console) }
            + attachments.map { try Self.read($0, as: .attachment, console) }
    }

    private static func read(
        _ name: String, as role: FileAttachment.Role, _ console: CommandContext.Console
    ) throws -> Source {
        if name.utf8.starts(with: "https://".utf8) || name.utf8.starts(with: "http://".utf8) { return .url(name, role) }
        if name == standardInput {
            guard let bytes = try StandardInput.bytes(console) else {
                throw CommandFailure(localized("Standard input is a terminal; pipe in what - stands for."), .usage)
            }
            return .read(FileAttachment(name: "standard input", bytes: bytes, role: role))
        }
        let bytes = try ArgumentFile.bytes(
            name, as: role == .document ? Message("The document") : Message("The attachment"))
        let shown = role == .document ? name : FileAttachment.name(ofPath: name)
        return .read(FileAttachment(name: shown, bytes: bytes, role: role))
    }
}

extension CommandContext {
    /// Fetches what URLs name.
    ///
    /// - Throws: ``CloudComputeError`` that names the URL.
    func fetched(_ sources: [AttachmentOptions.Source]) async throws -> [FileAttachment] {
        var files: [FileAttachment] = []
        for source in sources {
            switch source {
            case .read(let file): files.append(file)
            case .url(let url, let role):
                let bytes = try await waiting { try await $0.download(url) }
                let name = role == .document ? SecretText.masked(url: url) : FileAttachment.name(ofURL: url)
                files.append(FileAttachment(name: name, bytes: bytes, role: role))
            }
        }
        return files
    }

    /// The tokens from which on it is said how many a request takes, where the model's context is not known.
    private static var largeRequest: Int { 100_000 }

    /// Says so where a request comes near what a model takes, or is large.
    func tellOfSize(_ message: ChatMessage, after conversation: Conversation, models: [String]) {
        let tokens = ContextEstimate.tokens(
            saying: message, in: conversation, countsUsage: conversation.summaries.isEmpty)
        let listed = listedModels
        let lengths = models.map { model in
            settings.contextLength ?? listed.first { $0.id == model }?.contextLength
        }
        for case (let model, let length?) in zip(models, lengths) where ContextEstimate.isNear(tokens, length) {
            console.note("\(ContextEstimate.warning(tokens, length, model)) \(ContextEstimate.scriptRule)")
        }
        if tokens >= Self.largeRequest, lengths.contains(nil) {
            console.note(localized("The request takes about \(tokens) tokens."))
        }
    }
}
