import ConversationStore
import Conversations

/// What a chat asks of the store; each has its ``StoreAnswer``.
enum StoreOperation: Sendable {
    /// Stores a message before it is sent.
    case begin(NewTurn)
    /// Makes places for replies of other models to the last message.
    case beginComparison([String], TurnRecord, parameters: String)
    /// Makes other replies the branch of a conversation.
    case pick([Int64], inPlaceOf: [Int64], to: Int64, of: Int64)
    /// Takes replies back that are kept beside the branch.
    case dropAsides([Int64], of: Int64)
    /// Keeps a summary of the oldest messages.
    case addSummary(StoredSummary, to: Int64)
    /// Takes a summary back.
    case dropSummary(Int64, of: Int64)
    /// Takes messages out of a conversation.
    case drop([Int64], of: Int64)
    /// Keeps what the next request is made with.
    case setModel(String, system: String?, parameters: String, of: Int64)
    case setTitle(String, of: Int64)
    /// Goes on in a copy of the first messages.
    case fork(Int64, keepingMessages: Int)
    /// Opens the conversation that a text means.
    case open(String)
    case list(matching: String?, limit: Int)
    case search(String, limit: Int)
    /// Stores a conversation whole, in the store of the user where the chat began without it.
    case save(Conversation)
}

/// What the store answers.
enum StoreAnswer: Sendable {
    case begun(Result<TurnRecord, StoreError>)
    /// Without places where another program has gone on with the conversation.
    case comparisonBegun(Result<[TurnRecord]?, StoreError>)
    /// The summary's number.
    case summaryAdded(Result<Int64, StoreError>)
    /// A change that the conversation can do without; `nil` where it was made.
    case updated(StoreError?)
    case titled(Result<Void, StoreError>)
    case forked(Result<Conversation, StoreError>)
    case opened(Result<Conversation, StoreError>)
    /// The latest conversations, and how many there are in all.
    case listed(filter: String?, Result<([StoredConversation], total: Int), StoreError>)
    case found(String, Result<[SearchHit], StoreError>)
    case saved(Result<SaveOutcome, any Error>)
}

/// What became of `/save`.
enum SaveOutcome: Sendable {
    /// The conversation is in the store already.
    case wasStored
    /// The conversation with its numbers in the store.
    case stored(Conversation)
    /// There is nothing to store yet.
    case willBeStored
}
