import CloudComputeClient
import ConversationStore
import Conversations
import Terminal
import Tools

extension ChatSession {
    /// What can happen to a chat.
    enum Event: Sendable {
        /// The chat begins.
        case started
        /// A line was typed or read.
        case line(String)
        /// Ctrl-C at the prompt; there was a line to give up, or none.
        case lineCancelled(wasEmpty: Bool)
        /// Ctrl-D, or the end of a pipe.
        case inputEnded
        /// A line of a pipe is not UTF-8.
        case lineUnreadable(number: Int)
        /// Ctrl-C while something is under way.
        case interrupted
        /// A signal asks the program to end.
        case endRequested
        /// The next piece of the reply.
        case reply(ChatEvent)
        /// The reply has ended, and is stored.
        case turnEnded(FinishedTurn)
        /// A summary has ended.
        case summarized(FinishedTurn)
        /// The next piece of one of several replies.
        case compared(Int, ChatEvent)
        /// One of several replies has ended, and is stored.
        case comparisonEnded(Int, FinishedTurn)
        /// A reply that calls tools has ended; another one follows what the tools give.
        case roundEnded
        /// A call of a tool has its result.
        case toolRan(ToolRound.AnsweredCall, wasAsked: Bool)
        /// A tool that is allowed for good is not kept as such.
        case approvalNotKept(ToolApprovals.Failure)
        /// A tool that has changed is no longer offered.
        case toolLeftOut(ToolDefinition)
        /// What `/tools` asked for.
        case tools(Result<ToolsAnswer, any Error>)
        /// The server's models came in the background.
        case modelsKnown([Model])
        /// The server's models, by which the name of one is found.
        case modelsFound(for: ModelUse, named: String, Result<[Model], any Error>)
        /// The server's models for `/models FILTER`.
        case modelsListed(filter: String, Result<[Model], any Error>)
        /// A file or a download for the next message.
        case fileRead(FileRole, Result<FileAttachment, any Error>)
        /// A template was read.
        case templateRead(Result<AppliedTemplate, any Error>)
        /// The editor was left; `nil` where it did not end well.
        case edited(String?)
        /// A text was copied, or there is no way to the clipboard.
        case copied(characters: Int, Clipboard.Way?)
        /// A transcript was written.
        case exported(Transcript.Format, Result<String, any Error>)
        /// The store answers.
        case store(StoreAnswer)
    }

    /// What a file is read for.
    enum FileRole: Sendable, Hashable {
        /// `/attach`: text or an image.
        case attachment
        /// `/image`: an image.
        case image
    }
}
