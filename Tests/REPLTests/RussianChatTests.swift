import CloudComputeClient
import Conversations
import Localization
import Terminal
import Testing

@testable import REPL

@Suite("The chat in Russian", .timeLimit(.minutes(1)))
struct RussianChatTests {
    private func turns(_ count: Int) -> [Turn] { (0..<count).map { .example("q\($0)", "a\($0)") } }

    private func isCyrillic(_ text: String) -> Bool {
        text.unicodeScalars.contains { ("а"..."я").contains($0) || $0 == "ё" }
    }

    @Test func eachCommandIsExplained() {
        Language.russian.during {
            for command in SlashCommand.all {
                #expect(isCyrillic(command.help) && !command.help.hasSuffix("."), "/\(command.name)")
                #expect(command.detail.isEmpty || isCyrillic(command.detail), "/\(command.name)")
            }
            for group in SlashCommand.Group.allCases { #expect(isCyrillic(group.title)) }
        }
        #expect(SlashCommand.byName["quit"]?.help == "quit, as Ctrl-D does")
    }

    @Test func theColumnsOfTheHelpStandUnderEachOther() throws {
        try Language.russian.during {
            let plain = Style(for: Output(descriptor: -1), allowsColor: false)
            var lines: [Substring] = []
            for case .show(let notice) in try ChatSession.example().help("") {
                lines += notice.text(columns: 80, style: plain) { "\($0)" }.split(separator: "\n")
            }
            #expect(lines.allSatisfy { $0.count <= 80 })
            let term = "  /quit" + String(repeating: " ", count: 27)
            #expect(lines.contains { $0 == "\(term)выйти, как по Ctrl-D" })
        }
    }

    @Test(arguments: [
        (1, "Модель m составляет сводку 1 сообщения.", "Первое сообщение заменено сводкой примерно на 1 токен; "),
        (2, "Модель m составляет сводку 2 сообщений.", "Первые 2 сообщения заменены сводкой примерно на 2 токена; "),
        (5, "Модель m составляет сводку 5 сообщений.", "Первые 5 сообщений заменены сводкой примерно на 5 токенов; "),
    ])
    func numbersGoWithTheirWords(count: Int, begins: String, ends: String) {
        Language.russian.during {
            var session = ChatSession.example(turns(count))
            #expect(session.type("/compact 0").first == begins)
            let text = String(repeating: "x", count: count * ContextEstimate.bytesPerToken)
            let notes = session.handle(.summarized(FinishedTurn(reply: Reply(text: text)))).map(\.words)
            #expect(notes.first == ends + "показать её: /compact show, отменить: /compact undo.")
        }
    }

    @Test func aPartOfASentenceIsTranslatedWithIt() {
        Language.russian.during {
            var session = ChatSession.example(turns(1))
            #expect(
                session.type("/compat") == [
                    "Команды /compat нет; возможно, имелось в виду /compact? Чтобы отправить сообщение, которое начинается "
                        + "с /, введите //."
                ])
            #expect(session.type("/pick") == ["Ответ только один; другую модель спрашивает /compare MODEL."])
        }
    }

    @Test(arguments: ["да", "Д", "y"]) func yesIsYes(answer: String) {
        Language.russian.during {
            var session = ChatSession.example(turns(1))
            _ = session.handle(.exported(.markdown, .failure(ExistingFile(path: "/f"))))
            #expect(session.prompt == "Заменить? [д/Н] ")
            #expect(session.type(answer) == ["export to /f as markdown, replacing it"])
        }
    }
}
