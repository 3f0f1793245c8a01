import Testing

@testable import Localization

@Suite("The language", .timeLimit(.minutes(1)))
struct LanguageTests {
    @Test(
        arguments: [
            ([:], Language.english), (["LANG": "ru_RU.UTF-8"], .russian), (["LANG": "ru"], .russian),
            (["LANG": "ru@latin"], .russian), (["LANG": "run.UTF-8"], .english), (["LANG": "C.UTF-8"], .english),
            (["LANG": "ru_RU.UTF-8", "LC_ALL": "C"], .english),
            (["LANG": "en_US.UTF-8", "LC_MESSAGES": "ru_RU.UTF-8"], .russian),
            (["LANG": "ru_RU.UTF-8", "LC_ALL": "", "LC_MESSAGES": ""], .russian),
            (["LANG": "en_US.UTF-8", "LANGUAGE": "de:ru"], .russian), (["LANG": "C", "LANGUAGE": "ru"], .english),
            (["LANG": "de_DE.UTF-8"], .english), (["LC_TIME": "ru_RU.UTF-8"], .english),
        ])
    func followsTheEnvironment(environment: [String: String], expected: Language) {
        #expect(Language(environment: environment) == expected)
    }

    @Test func putsRussianNumbersWithTheRightWord() {
        let expected = [
            0: "строк", 1: "строка", 2: "строки", 4: "строки", 5: "строк", 11: "строк", 12: "строк", 14: "строк",
            21: "строка",
            22: "строки", 100: "строк", 101: "строка", 111: "строк", 112: "строк", 1_000_001: "строка", -1: "строка",
            Int.min: "строк",
        ]
        for (count, word) in expected {
            #expect(["строка", "строки", "строк"][Language.russian.form(of: count)] == word, "\(count)")
        }
    }

    @Test func isThatOfTheTaskWhereItHasOne() {
        #expect(Language.current == .english)
        Language.russian.during { #expect(Language.current == .russian) }
        #expect(Language.current == .english)
    }
}
