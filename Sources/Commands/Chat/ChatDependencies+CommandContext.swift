import CloudComputeClient
import ConversationStore
import PromptTemplates
import REPL
import Settings

extension ChatDependencies {
    /// What the command context offers to the chat.
    init(_ context: CommandContext, store: ConversationStore?) {
        self.init(
            backend: context.client, download: { try await context.client.download($0) },
            readTemplate: { path, values in
                let setup = try PromptSetup(
                    template: try await PromptTemplate.reading(TemplateCommand.file(meant: path)), variables: values)
                return setup.applied ?? AppliedTemplate(name: path) { $0 }
            },
            explain: { context.explain($0) }, store: store, openStore: { try ConversationFile.open(context.settings) })
        prices = context.settings.prices
        contextLength = context.settings.contextLength
        limitsImages = context.isCloudCompute
    }
}
