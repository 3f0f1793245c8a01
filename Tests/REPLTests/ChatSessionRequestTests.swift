import CloudComputeClient
import ConversationStore
import Conversations
import FakeChatBackend
import JSON
import Testing

@testable import REPL

/// The commands about what goes out with each message.
@Suite(.timeLimit(.minutes(1))) struct ChatSessionRequestTests {
    private let broken = FakeChatBackend.Failure("broken")

    private func models(_ ids: String...) -> [Model] { ids.compactMap { Model(["id": .string($0)]) } }

    @Test func theModelIsShown() {
        var session = ChatSession.example()
        #expect(session.type("/model") == ["Model: m"])
    }

    @Test func theModelIsChanged() {
        var session = ChatSession.example()
        #expect(session.type("/model big") == ["Switched to big."])
        #expect(session.type("hi") == [#"send ["hi"] to big"#])
    }

    @Test func aModelThatTheServerDoesNotListIsToldOf() {
        var session = ChatSession.example()
        _ = session.handle(.modelsKnown(models("a", "b")))
        #expect(session.type("/model c") == ["Switched to c. Warning: the server does not list this model."])
        #expect(session.type("/model a") == ["Switched to a."])
    }

    @Test func theModelOfAStoredConversationIsKept() {
        var session = ChatSession.example(storedID: 7, isStored: true)
        #expect(session.type("/model big") == ["store: set big, no system, {} of 7", "Switched to big."])
    }

    @Test func anotherModelMayBeWarnedOfAgain() {
        var session = ChatSession.example()
        session.hasWarnedOfContext = true
        _ = session.type("/model big")
        #expect(!session.hasWarnedOfContext)
    }

    @Test func modelsAreAskedForWhileTheUserWaits() {
        var session = ChatSession.example()
        #expect(session.type("/models small") == ["list models <small>"])
        let listed = session.handle(.modelsListed(filter: "small", .success(models("m/Small", "m/large"))))
        #expect(listed.map(\.words) == [#"models ["m/Small"], m"#])
        #expect(session.models.count == 2)
    }

    @Test func modelsAreFoundByTheirNamesToo() throws {
        var session = ChatSession.example()
        let model = try #require(Model(["id": "x", "name": "Qwen Flash"]))
        #expect(session.handle(.modelsListed(filter: "flash", .success([model]))).map(\.words) == [#"models ["x"], m"#])
    }

    @Test func noModelIsSaid() {
        var session = ChatSession.example()
        #expect(
            session.handle(.modelsListed(filter: "z", .success(models("a")))).map(\.words) == [
                #"No model matches "z"."#
            ])
        #expect(session.handle(.modelsListed(filter: "", .success([]))).map(\.words) == ["The server has no models."])
    }

    @Test func aListOfModelsThatDoesNotComeIsExplained() {
        var session = ChatSession.example()
        _ = session.type("/models")
        #expect(session.handle(.modelsListed(filter: "", .failure(broken))).map(\.words) == ["error: broken"])
    }

    @Test func controlCStopsTheWaitForModels() {
        var session = ChatSession.example()
        _ = session.type("/models")
        #expect(session.handle(.interrupted).map(\.words) == ["cancel"])
        #expect(session.handle(.modelsListed(filter: "", .failure(CancellationError()))).map(\.words) == ["Stopped."])
        #expect(session.handle(.interrupted).isEmpty)
    }

    @Test func whatCameInTimeAllTheSameIsDroppedWhenStopped() {
        var session = ChatSession.example()
        _ = session.type("/models")
        _ = session.handle(.interrupted)
        #expect(session.handle(.modelsListed(filter: "", .success(models("a")))).map(\.words) == ["Stopped."])
    }

    @Test func theSystemPromptIsShownSetAndTakenAway() {
        var session = ChatSession.example()
        #expect(session.type("/system") == ["System prompt: none"])
        #expect(session.type("/system Be brief.") == ["System prompt set."])
        #expect(session.type("/system") == ["System prompt: Be brief."])
        #expect(session.type("hi") == [#"send ["Be brief.", "hi"] to m"#])
        _ = session.handle(.turnEnded(FinishedTurn(reply: Reply(text: "a"))))
        #expect(session.type("/system off") == ["No system prompt."])
        #expect(session.conversation.system == nil)
    }

    @Test func theSystemPromptOfAStoredConversationIsKept() {
        var session = ChatSession.example(storedID: 7, isStored: true)
        #expect(session.type("/system s")[0] == "store: set m, s, {} of 7")
    }

    @Test(arguments: [
        ("temperature 0.2", "temperature is 0.2."), ("stop [\"a\"]", "stop is [\"a\"]."),
        ("user me", "user is \"me\"."), ("seed=7", "seed is 7."), ("seed  =  7", "seed is \"=  7\"."),
        ("n null", "n is null."),
    ])
    func fieldsAreSetAsJSONOrAsText(argument: String, note: String) {
        var session = ChatSession.example()
        #expect(session.type("/set \(argument)") == [note])
        #expect(session.conversation.parameters.members.count == 1)
    }

    @Test func aFieldIsTakenOut() {
        var session = ChatSession.example()
        _ = session.type("/set seed 7")
        #expect(session.type("/set seed off") == ["seed removed."])
        #expect(session.type("/set seed off") == ["seed was not set."])
        #expect(session.conversation.parameters.members.isEmpty)
    }

    @Test(arguments: ["messages", "stream", "model"]) func whatTheProgramSetsCannotBeSet(name: String) {
        var session = ChatSession.example()
        #expect(session.type("/set \(name) x")[0].hasPrefix("\(name) cannot be set here"))
        #expect(session.conversation.parameters.members.isEmpty)
    }

    @Test(arguments: ["/set", "/set lonely"]) func aFieldNeedsAValue(line: String) {
        var session = ChatSession.example()
        #expect(session.type(line)[0].hasPrefix("Give a name and a value"))
    }

    @Test func theFieldsOfAStoredConversationAreKept() {
        var session = ChatSession.example(storedID: 7, isStored: true)
        #expect(session.type("/set seed 7") == ["seed is 7.", #"store: set m, no system, {"seed":7} of 7"#])
    }

    @Test func fieldsAreShown() {
        var session = ChatSession.example()
        #expect(session.type("/params") == ["No fields are set; /set temperature 0.2 sets one."])
        _ = session.type("/set seed 7")
        _ = session.type("/set stop [\"a\"]")
        #expect(session.type("/params") == ["seed = 7\nstop = [\"a\"]"])
    }

    @Test func aTemplateIsReadWithItsValues() {
        var session = ChatSession.example()
        #expect(session.type("/template") == ["No template."])
        #expect(
            session.type("/template my file.md language=Greek tone=dry")
                == [#"read template my file.md with [(key: "language", value: "Greek"), (key: "tone", value: "dry")]"#])
        #expect(session.type("/template \"quoted name.md\"") == ["read template quoted name.md with []"])
    }

    @Test func aTemplateTakesTheMessagesFromThenOn() {
        var session = ChatSession.example()
        let template = AppliedTemplate(name: "t.md", system: "s", parameters: ["seed": 7], model: "big") {
            "Say \($0)!"
        }
        #expect(
            session.handle(.templateRead(.success(template))).map(\.words)
                == ["Messages go into t.md.", "Switched to big."])
        #expect(session.type("/template") == ["Template: t.md"])
        #expect(session.type("hi") == [#"send ["s", "Say hi!"] to big"#])
        #expect(session.conversation.parameters["seed"] == 7)
    }

    @Test func aTemplateWithoutSettingsLeavesThemAsTheyAre() {
        var session = ChatSession.example()
        _ = session.type("/system s")
        _ = session.handle(.templateRead(.success(AppliedTemplate(name: "t") { $0 })))
        #expect(session.conversation.system == "s" && session.conversation.model == "m")
    }

    @Test func aTemplateIsPutAway() {
        var session = ChatSession.example(template: AppliedTemplate(name: "t") { "<\($0)>" })
        #expect(session.type("/template off") == ["No template."])
        #expect(session.type("hi") == [#"send ["hi"] to m"#])
    }

    @Test func whatATemplateLeavesBehindIsSaid() {
        var session = ChatSession.example()
        _ = session.handle(.templateRead(.success(AppliedTemplate(name: "t", system: "s") { $0 })))
        #expect(
            session.type("/template off") == ["No template; its system prompt stays, and /system off removes it."])
        #expect(session.conversation.system == "s")
    }

    @Test func aTemplateThatCannotBeReadIsExplained() {
        var session = ChatSession.example()
        _ = session.type("/template x")
        #expect(session.handle(.templateRead(.failure(broken))).map(\.words) == ["error: broken"])
    }

    @Test func aTemplateThatCannotBeFilledSendsNothing() {
        var session = ChatSession.example(template: AppliedTemplate(name: "t") { [broken] _ in throw broken })
        #expect(session.type("hi") == ["error: broken"])
        var script = ChatSession.example(
            isInteractive: false, template: AppliedTemplate(name: "t") { [broken] _ in throw broken })
        #expect(script.type("hi") == ["fail: broken"])
    }

    @Test func reasoningIsShownAndHidden() {
        var session = ChatSession.example()
        #expect(session.type("/think") == ["Reasoning is shown."])
        #expect(session.type("/think hide") == ["Reasoning is hidden (still stored)."])
        #expect(session.type("/think") == ["Reasoning is hidden."])
        #expect(session.type("/think show") == ["Reasoning is shown."])
        #expect(session.options.showsReasoning)
    }

    @Test func aLevelOfReasoningIsAField() {
        var session = ChatSession.example()
        #expect(session.type("/think low") == ["reasoning_effort is \"low\"."])
        #expect(session.conversation.parameters["reasoning_effort"] == "low")
        #expect(session.type("/think off") == ["reasoning_effort removed."])
        #expect(session.type("/think very hard") == ["/think takes show, hide, off, or one word for a level."])
    }

    @Test func markdownIsSwitched() {
        var session = ChatSession.example()
        #expect(session.type("/markdown off") == ["Replies are shown as they come."])
        #expect(session.type("/markdown") == ["Markdown is off."])
        #expect(session.type("/markdown on") == ["Replies are rendered."])
        #expect(session.options.rendersMarkdown)
        #expect(session.type("/markdown maybe") == ["/markdown takes on or off."])
    }
}
