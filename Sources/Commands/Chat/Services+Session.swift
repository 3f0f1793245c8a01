import CloudComputeClient
import ConversationStore
import PromptTemplates
import REPL
import Settings

extension Services {
    /// What a session offers to the chat.
    init(_ session: Session, store: ConversationStore?) {
        self.init(
            stream: { try await session.client.stream($0) }, models: { try await session.client.models().models },
            download: { try await session.client.download($0) },
            frame: { path, values in
                let setup = try PromptSetup(template: try await PromptTemplate.reading(path), variables: values)
                return setup.frame ?? PromptFrame(name: path, system: nil, parameters: [:], model: nil) { $0 }
            },
            cost: { model, prompt, completion in
                session.settings.prices[model]?.cost(promptTokens: prompt, completionTokens: completion)
            },
            explain: { session.explain($0) }, store: store,
            openStore: { try ConversationFile.open(session.settings) })
    }
}
