import CloudComputeClient
import ConversationStore
import Testing

@testable import REPL

@Suite(.timeLimit(.minutes(2))) struct SlashCommandTests {
    @Test func linesAreToldApart() {
        #expect(SlashCommand.read("") == .empty)
        #expect(SlashCommand.read(" \t\n") == .empty)
        #expect(SlashCommand.read("Привет") == .message("Привет"))
        #expect(SlashCommand.read("a /help") == .message("a /help"))
        #expect(SlashCommand.read("//help me") == .message("/help me"))
        #expect(SlashCommand.read("/help") == .command("help", ""))
        #expect(SlashCommand.read("  /system  Be brief.  ") == .command("system", "Be brief."))
        #expect(SlashCommand.read("/system one\ntwo") == .command("system", "one\ntwo"))
    }

    @Test(arguments: [("/hlep", "help"), ("/Quit", "quit"), ("/mode", "model"), ("/", nil), ("/usr/bin", nil)])
    func unknownCommandsNameTheNearest(line: String, nearest: String?) {
        guard case .unknown(_, let found) = SlashCommand.read(line) else {
            Issue.record("\(line) was not refused")
            return
        }
        #expect(found == nearest)
    }

    @Test func theSystemPromptGoesFirstAndTheTurnsFollow() {
        var conversation = Conversation(model: "m", system: "s", parameters: ["top_p": 1])
        var answered = Exchange(message: ChatMessage(role: .user, text: "u1"))
        answered.reply = Reply(text: "a1", status: .interrupted)
        var failed = Exchange(message: ChatMessage(role: .user, text: "lost"))
        failed.reply = Reply(status: .failed)
        conversation.exchanges = [answered, failed]
        let message = ChatMessage(role: .user, text: "u2")
        let request = conversation.request(saying: message)
        #expect(request.messages.map(\.text) == ["s", "u1", "a1", "u2"])
        #expect(request.messages.map(\.role) == [.system, .user, .assistant, .user])
        conversation.forget()
        #expect(conversation.request(saying: message).messages.map(\.text) == ["s", "u2"])
    }
}
