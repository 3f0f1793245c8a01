import Localization
import SystemPackage
import Testing

@testable import Batch
@testable import CloudComputeClient
@testable import Commands
@testable import Files
@testable import Settings
@testable import Tools

@Suite("Errors in Russian", .timeLimit(.minutes(1))) struct RussianTextTests {
    private func sentence(_ error: any Error) -> String? { Language.russian.during { ErrorText().sentence(error) } }

    @Test func haveTheWordThatGoesWithTheNumber() {
        func summary(_ count: Int) -> String? {
            sentence(BatchError.badLines([], count: count))?.split(separator: " ").prefix(2).joined(separator: " ")
        }
        #expect(summary(1) == "Одну строку")
        #expect([2, 5, 21, 112].map(summary) == ["2 строки", "5 строк", "21 строку", "112 строк"])
        func held(_ count: Int) -> String? {
            sentence(MergeError.losesResults("x", count: count)).map { String($0.prefix { $0 != "," }) }
        }
        #expect([1, 3, 11].map(held) == ["В x есть 1 результат", "В x есть 3 результата", "В x есть 11 результатов"])
    }

    @Test func haveReasonsInRussian() {
        let error = FileError(path: "a.jsonl", .directory)
        #expect(sentence(BatchError.readingFailed(error))?.hasPrefix("Ошибка чтения (a.jsonl): ") == true)
        let key = KeyProgramError(program: "pass", source: .standard, problem: .exited(2))
        #expect(sentence(key) == "Команда pass (по умолчанию) завершилась с кодом 2.")
        let line = BadLine(file: "a", line: 3, InputLineError(column: 7, .noMessages(inBody: true)))
        #expect(
            sentence(BatchError.badLines([line], count: 1))?.hasSuffix(
                "\na, строка 3, столбец 7: в поле body нет списка \"messages\".") == true)
        var limit = CloudComputeError(.rateLimited, "Slow down.", statusCode: 429)
        limit.retryAfter = .seconds(3)
        #expect(
            sentence(limit)
                == "Достигнуто ограничение частоты запросов (429: Slow down). Повторите попытку через 3 с.")
    }

    @Test func countWhatIsDropped() {
        let tools = ["a", "b"].map { DroppedTool(name: $0, .schemaTooDeep(levels: 2)) }
        Language.russian.during {
            let text = ErrorText.text(.toolsDropped(server: "s", count: 2, first: tools))
            let reason = "его схема вложена глубже 2 уровней"
            #expect(text == "У сервера s пропущены 2 инструмента: «a» (\(reason)), «b» (\(reason)).")
        }
    }

    @Test func areInEnglishForMachines() {
        Language.russian.during {
            let error = BatchError.unusableInput(FileError(path: "x", .system(.noSuchFileOrDirectory)))
            #expect(ErrorText().english(error) == "The input x cannot be read: no such file or directory.")
            let line = BadLine(file: "a", line: 1, InputLineError(.noModel))
            #expect(ErrorText.text(line).english.hasPrefix("a, line 1, column 1: names no model;"))
            #expect(Settings.Source.environment("X").words.english == "environment variable X")
        }
    }
}
