import ArgumentParser
import Localization
import Testing

@testable import Commands

@Suite("The parser's sentences in Russian", .timeLimit(.minutes(1))) struct RussianParserTests {
    /// What is said of arguments that cannot be used, in Russian.
    private static func message(_ arguments: [String], columns: Int = 200) throws -> [Substring] {
        Language.russian.during {
            do {
                var command = try CloudCompute.parseAsRoot(arguments)
                if !(command is any AsyncParsableCommand) { try command.run() }
            } catch {
                let text = CloudCompute.fullMessage(for: error, columns: columns)
                return ParserMessage.text(text, columns: columns).split(separator: "\n")
            }
            Issue.record("\(arguments) are taken")
            return []
        }
    }

    @Test(arguments: [
        (["models", "list", "--nonsense"], "Неизвестный параметр «--nonsense»"),
        (["ask", "--modle", "x"], "Неизвестный параметр «--modle». Возможно, имелось в виду «--model»?"),
        (["ask", "hi", "--model"], "Не указано значение для «--model <model>»"),
        (["history", "document", "x", "y"], "Лишний аргумент «y»"),
        (["history", "document", "x", "y", "z"], "Лишние аргументы (2): «y», «z»"),
        (["history", "document", "--no-color"], "Не указан обязательный аргумент «<hash>»"),
        (["ask", "--sandbox=1", "hi"], "Параметр «--sandbox» не принимает значения, но указано «1»."),
        (
            ["models", "--lang", "xx"],
            "Недопустимое значение «xx» для «--lang <en|ru>». Укажите одно из значений: «en» и «ru»."
        ),
        (["sandbox", "--error-rate", "2"], "Укажите долю от 0 до 1 или процент, например 5%."),
        (["chat", "-c", "--conversation", "1"], "--continue и --conversation не сочетаются."),
    ])
    func saysWhatIsWrong(arguments: [String], words: String) throws {
        let lines = try Self.message(arguments)
        let first = try #require(lines.first)
        #expect(first.hasPrefix("cloudcompute: ") && first.lowercased().contains(words.lowercased()), "\(lines)")
        #expect(lines.contains { $0.hasPrefix("Использование: cloudcompute \(arguments[0])") }, "\(lines)")
        #expect(lines.last?.hasPrefix("  Подробнее: «cloudcompute \(arguments[0])") == true, "\(lines)")
        #expect(!lines.contains { $0.hasPrefix("Help:") || $0.hasPrefix("Usage:") })
    }

    @Test func keepsAValueThatHoldsLineEndsWhole() throws {
        let lines = try Self.message(["sandbox", "--latency", "a <b>'\nUsage: x"])
        #expect(lines[0] == "cloudcompute: Недопустимое значение «a <b>'")
        #expect(lines[1].hasSuffix("» для «--latency <time>»: укажите длительность, например 90, 500ms, 10m или 2h."))
    }

    @Test func leavesTheHelpInEnglish() throws {
        let russian = try Self.message(["ask", "--help"])
        #expect(russian.first?.hasPrefix("OVERVIEW: ") == true)
        #expect(russian.contains { $0.hasPrefix("USAGE: cloudcompute ask") })
    }

    @Test func asksInRussian() {
        Language.russian.during { #expect(Confirmation.yesOrNo == "[д/Н]") }
        #expect(Confirmation.yesOrNo == "[y/N]")
        #expect(["y", "yes", "д", "да"].allSatisfy(Confirmation.isYes) && !Confirmation.isYes("н"))
    }
}
