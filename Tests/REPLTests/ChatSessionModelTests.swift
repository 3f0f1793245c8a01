import CloudComputeClient
import Conversations
import FakeChatBackend
import JSON
import Testing

@testable import REPL

/// `/model` and `/retry MODEL` by a part of an id.
@Suite(.timeLimit(.minutes(1))) struct ChatSessionModelTests {
    private let listed = ["qwen/model-004", "qwen/flash", "maker/flash-2"].compactMap { Model(["id": .string($0)]) }

    private func session(isInteractive: Bool = true) -> ChatSession {
        var session = ChatSession.example([.example("one", "1")], isInteractive: isInteractive)
        _ = session.handle(.modelsKnown(listed))
        return session
    }

    @Test func aPartOfOneIDIsEnough() {
        var session = session()
        #expect(session.type("/model model-004") == ["Switched to qwen/model-004."])
        #expect(session.type("/retry FLASH-2") == ["Switched to maker/flash-2.", #"send ["one"] to maker/flash-2"#])
    }

    @Test func whatIsNotEnoughChangesNothing() {
        var session = session()
        #expect(
            session.type("/model flash") == [
                #"Several models match "flash": qwen/flash, maker/flash-2. "=flash" takes the name as it is."#
            ])
        #expect(
            session.type("/retry qwen/flsh") == [
                #"The server lists no model "qwen/flsh"; did you mean qwen/flash? "=qwen/flsh" takes the name as it is."#
            ])
        #expect(session.conversation.model == "m" && session.conversation.turns.count == 1)
        #expect(session.type("/model =flash") == ["Switched to flash. Warning: the server does not list this model."])
    }

    @Test func aScriptEndsAtANameThatIsNotEnough() {
        var session = session(isInteractive: false)
        #expect(session.type("/model flash").first?.hasPrefix("fail: Several models match") == true)
    }

    @Test func theListIsAskedForWhereItIsNotKnown() {
        var session = session()
        session.hasModelList = false
        #expect(session.type("/retry 004") == ["find model <004> for retry"])
        let found = session.handle(.modelsFound(for: .retry, named: "004", .success(listed)))
        #expect(found.map(\.words) == ["Switched to qwen/model-004.", #"send ["one"] to qwen/model-004"#])
    }

    @Test func aTemplateMayNameAPartOfAnID() {
        var session = session(isInteractive: false)
        session.hasModelList = false
        let template = AppliedTemplate(name: "t", system: "s", model: "004") { "<\($0)>" }
        #expect(session.handle(.templateRead(.success(template))).map(\.words) == ["find model <004> for t"])
        let found = session.handle(.modelsFound(for: .template(template), named: "004", .success(listed)))
        #expect(found.map(\.words) == ["Messages go into t.", "Switched to qwen/model-004."])
        #expect(session.type("hi") == [#"send ["s", "one", "1", "<hi>"] to qwen/model-004"#])
    }

    @Test func aTemplateWhoseModelIsNotClearIsNotTaken() {
        var session = session()
        let told = session.handle(
            .templateRead(.success(AppliedTemplate(name: "t", system: "s", model: "flash") { $0 })))
        #expect(told.map(\.words).first?.hasPrefix("Several models match \"flash\"") == true)
        #expect(session.template == nil && session.conversation.system == nil && session.conversation.model == "m")
    }

    @Test func whereTheListCannotBeHadTheNameIsTakenAsItIs() {
        var session = ChatSession.example()
        session.hasModelList = false
        _ = session.type("/model big")
        let found = session.handle(
            .modelsFound(for: .change, named: "big", .failure(FakeChatBackend.Failure("down"))))
        #expect(found.map(\.words) == ["Switched to big."])
    }
}
