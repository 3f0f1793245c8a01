import ArgumentParser
import CloudComputeClient
import ConversationStore
import Conversations
import JSON
import Localization
import PromptTemplates
import Settings

/// The options by which a command goes on with a stored conversation.
struct ConversationOptions: ParsableArguments {
    /// How fast the sandbox inside the process streams, in tokens per second: about as a small model does.
    static let sandboxTokenRate = 60.0

    @Flag(name: [.customShort("c"), .customLong("continue")], help: "Continue the latest conversation.")
    var continues = false

    @Option(
        help: ArgumentHelp(
            "Continue this conversation; `cloudcompute history list` lists them.", valueName: "id-or-title"),
        completion: .stored(.conversations))
    var conversation: String?

    @Flag(help: "Do not save this conversation.")
    var noSave = false

    func validate() throws {
        if continues, conversation != nil {
            throw ValidationError(localized("--continue and --conversation cannot be combined."))
        }
    }

    /// Whether an earlier conversation is asked for.
    var isEarlier: Bool { continues || conversation != nil }

    /// The store for new turns; `nil` with `--no-save`, and where it cannot be opened.
    func store(_ context: CommandContext) -> ConversationStore? {
        noSave ? nil : ConversationFile.openIfPossible(context)
    }

    /// The conversation to go on with, or a new one.
    ///
    /// What the command line says of model, system prompt and fields counts before what is stored.
    ///
    /// - Throws: ``StoreError``, or ``CommandFailure`` where there is none.
    func start(_ context: CommandContext, _ setup: PromptSetup) async throws -> Conversation {
        guard isEarlier else {
            let model = try await context.model(orElse: setup.template?.model)
            return Conversation(model: model, system: setup.system, parameters: setup.parameters)
        }
        let store = try ConversationFile.openToRead(context.settings)
        let stored: StoredConversation
        if let conversation {
            stored = try store.conversation(matching: conversation)
        } else {
            guard let latest = try store.latestConversation() else {
                throw CommandFailure(localized("There is no conversation to continue yet."), .missingInput)
            }
            stored = latest
        }
        var conversation = try Conversation(stored, from: store)
        if case .flag(_) = context.settings.model?.source, let model = context.settings.model?.content {
            conversation.model = try await context.modelID(model)
        } else if let model = setup.template?.model {
            conversation.model = try await context.modelID(model)
        }
        if let system = setup.system { conversation.system = system }
        for member in setup.parameters.members { conversation.parameters[member.name] = member.value }
        if noSave { conversation.detach() }
        return conversation
    }
}
