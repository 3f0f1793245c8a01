import CloudComputeClient
import ConversationStore
import PromptTemplates
import REPL
import Settings

extension ChatDependencies {
    /// What a session offers to the chat.
    init(_ session: Session, store: ConversationStore?) {
        self.init(
            backend: session.client, download: { try await session.client.download($0) },
            readTemplate: { path, values in
                let setup = try PromptSetup(template: try await PromptTemplate.reading(path), variables: values)
                return setup.applied ?? AppliedTemplate(name: path) { $0 }
            },
            explain: { session.explain($0) }, store: store, openStore: { try ConversationFile.open(session.settings) })
        prices = session.settings.prices
    }
}
