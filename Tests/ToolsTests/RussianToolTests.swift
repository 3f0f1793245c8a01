import CloudComputeClient
import JSON
import Localization
import Testing
import Tools

@Suite("Tools in Russian", .timeLimit(.minutes(1)))
struct RussianToolTests {
    private let window = ConsentWindow(columns: 100, rows: 24)

    private var question: ConsentQuestion {
        var annotations = ToolAnnotations()
        annotations.readOnlyHint = true
        return ConsentQuestion(
            ToolDefinition(
                origin: .server("files"), name: "read", callName: "files__read", description: "Reads.",
                inputSchema: ["type": "object"], annotations: annotations, identity: ["command": "files-server"]),
            arguments: ["path": "/a"])
    }

    @Test func theQuestionIsAskedInRussian() {
        Language.russian.during {
            let rows = question.text(in: window).split(separator: "\n")
            #expect(rows.first == "Модель хочет вызвать files__read (сервер files); аргументы:")
            #expect(rows.dropFirst().first == "  (сервер files сообщает: только читает)")
            #expect(
                question.prompt(isSeen: true)
                    == "files__read (сервер files). Запустить? y — один раз, s — этот инструмент до конца сеанса, S — все "
                    + "инструменты files до конца сеанса, a — всегда, n [причина] — нет, d — подробности: ")
        }
    }

    @Test(arguments: [
        ("д", ConsentQuestion.Reply.unclear), ("Да", .answer(.once)), ("y", .answer(.once)),
        ("н", .answer(.no(reason: nil))), ("нет не сейчас", .answer(.no(reason: "не сейчас"))),
        ("н не сейчас", .answer(.no(reason: "не сейчас"))),
    ])
    func answersAreReadInEitherLanguage(line: String, reply: ConsentQuestion.Reply) {
        #expect(question.reply(to: line, isSeen: true) == reply)
        Language.russian.during { #expect(question.reply(to: line, isSeen: true) == reply) }
    }

    @Test func aReasonWithinAReasonIsTranslated() {
        Language.russian.during {
            let failure = ServerFailure.cannotStart(program: "npx", reason: Message("no such program in PATH"))
            #expect(localized(failure.reason) == "не удалось запустить npx: такой программы нет в PATH")
            #expect(failure.reason.english == "npx cannot be started: no such program in PATH")
            let problem = ServerProblem.tooMany(member: "args", limit: 256)
            #expect(localized(problem.reason) == "в «args» больше 256 элементов")
        }
    }

    @Test func aSentenceInAReasonLosesItsFullStopInBothLanguages() {
        Language.russian.during {
            let failure = ServerFailure.connection(Message("The answer is larger than \(16) MiB."))
            #expect(localized(failure.reason) == "Ответ больше 16 МиБ")
            #expect(failure.reason.english == "The answer is larger than 16 MiB")
            #expect(localized(ServerFailure.connection(Message(verbatim: "100 %1.")).reason) == "100 %1")
        }
    }
}
