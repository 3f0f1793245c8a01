import Foundation
import JSON
import Testing

/// `template` and what takes templates by their names.
@Suite(.timeLimit(.minutes(5))) struct TemplateCommandTests {
    @Test func aTemplateIsSavedListedShownAndUsed() async throws {
        try await Program.inFolder { program in
            let saved = try await program.run(
                [
                    "template", "save", "fix", "-s", "You fix code.", "-p", "temperature=0",
                    "Fix this: {{input}} in {{lang}}",
                ])
            #expect(saved.exitCode == 0 && saved.output.isEmpty, "\(saved)")
            let shown = try await program.run(["template", "show", "fix"])
            #expect(
                shown.output == """
                    ---
                    system: "You fix code."
                    parameters:
                      "temperature": 0
                    ---
                    Fix this: {{input}} in {{lang}}

                    """, "\(shown.output)")
            let listed = try await program.run(["template", "list"])
            #expect(listed.output.contains("fix") && listed.output.contains("input, lang"), "\(listed)")
            let json = try JSONValue(parsing: try await program.run(["template", "list", "--json"]).output)
            #expect(json.array?.first?["system"]?.string == "You fix code.")
            let mode = try FileManager.default.attributesOfItem(atPath: json.array?.first?["path"]?.string ?? "")
            #expect((mode[.posixPermissions] as? NSNumber)?.intValue == 0o600)
            let asked = try await program.run(["ask", "--sandbox", "-t", "fix", "--var", "lang=Swift", "a bug"])
            #expect(asked.output.contains("> Fix this: a bug in Swift") && asked.output.contains("| messages | 2 |"))
            let chat = try await program.run(
                ["chat", "--sandbox"], input: "/template fix lang=Swift\nthe bug\n")
            #expect(chat.output.contains("> Fix this: the bug in Swift"), "\(chat)")
        }
    }

    @Test func aTemplateIsReplacedOnlyOnRequest() async throws {
        try await Program.inFolder { program in
            #expect(try await program.run(["template", "save", "a", "first"]).exitCode == 0)
            let again = try await program.run(["template", "save", "a", "second"])
            #expect(again.exitCode == 64 && again.error.contains("--force replaces it"), "\(again)")
            #expect(try await program.run(["template", "show", "a"]).output == "first\n")
            #expect(try await program.run(["template", "save", "a", "second", "--force"]).exitCode == 0)
            #expect(try await program.run(["template", "show", "a"]).output == "second\n")
        }
    }

    @Test func aTemplateFileIsSavedWithItsFrontMatter() async throws {
        try await Program.inFolder { program in
            let text = "---\nsystem: Be brief.\nmodel: m\n---\nSay {{input}}\n"
            let saved = try await program.run(["template", "save", "brief", "-m", "other"], input: text)
            #expect(saved.exitCode == 0, "\(saved)")
            let json = try JSONValue(parsing: try await program.run(["template", "list", "--json"]).output).array?.first
            #expect(json?["model"]?.string == "other" && json?["system"]?.string == "Be brief.")
            #expect(json?["body"]?.string == "Say {{input}}")
        }
    }

    @Test func aSavedTemplateGoesBeforeAFileOfItsName() async throws {
        try await Program.inFolder { program in
            try program.write("of the file: {{input}}", to: "x")
            #expect(try await program.run(["ask", "--sandbox", "-t", "x", "q"]).output.contains("> of the file: q"))
            _ = try await program.run(["template", "save", "x", "saved: {{input}}"])
            #expect(try await program.run(["ask", "--sandbox", "-t", "x", "q"]).output.contains("> saved: q"))
            #expect(try await program.run(["ask", "--sandbox", "-t", "./x", "q"]).output.contains("> of the file: q"))
        }
    }

    @Test func theEndingOfTheFileIsNoPartOfTheName() async throws {
        try await Program.inFolder { program in
            let saved = try await program.run(["template", "save", "fix.md", "saved: {{input}}"])
            #expect(saved.exitCode == 0 && saved.error.contains("/fix.md; -t fix uses it."), "\(saved)")
            #expect(try await program.run(["ask", "--sandbox", "-t", "fix.md", "q"]).output.contains("> saved: q"))
            try program.write("of the file: {{input}}", to: "fix.md")
            let file = try await program.run(["ask", "--sandbox", "-t", "fix.md", "q"])
            #expect(file.output.contains("> of the file: q"), "\(file)")
        }
    }

    @Test func whatIsMissingOrWrongIsNamed() async throws {
        try await Program.inFolder { program in
            let missing = try await program.run(["ask", "--sandbox", "-t", "nope", "q"])
            #expect(
                missing.exitCode == 66 && missing.error.contains("template list lists the saved ones"), "\(missing)")
            _ = try await program.run(["template", "save", "fix", "q"])
            for arguments in [["ask", "--sandbox", "-t", "fxi", "q"], ["template", "show", "fixx"]] {
                let near = try await program.run(arguments)
                #expect(near.exitCode == 66 && near.error.contains("did you mean fix?"), "\(near)")
            }
            let name = try await program.run(["template", "save", "../x", "q"])
            #expect(name.exitCode == 64 && name.error.contains("cannot be a template's name"))
            let nothing = try await program.run(["template", "save", "x"], input: "\n")
            #expect(nothing.exitCode == 64 || nothing.exitCode == 65, "\(nothing)")
            try FileManager.default.removeItem(atPath: program.file(".config/cloudcompute/templates/fix.md"))
            let none = try await program.run(["template", "list"])
            #expect(none.exitCode == 0 && none.output.isEmpty && none.error.contains("No template is saved"))
        }
    }

    @Test func aSchemaInAFewWordsIsAskedForAndChecked() async throws {
        try await Program.inFolder { program in
            let dog = try await program.run(["ask", "--sandbox", "a dog", "--schema", "name, age int, bio: a sentence"])
            #expect(try JSONValue(parsing: dog.output) == ["name": "sandbox", "age": 1, "bio": "sandbox"], "\(dog)")
            let dogs = try await program.run(["ask", "--sandbox", "dogs", "--schema-multi", "name"])
            #expect(dogs.exitCode == 66 && dogs.error.contains("a schema of this one field is 'name str'"), "\(dogs)")
            let none = try await program.run(["ask", "--sandbox", "a dog", "--schema", ""])
            #expect(none.exitCode == 64 && none.error.contains("write it like 'name, age int"), "\(none)")
            let list = try await program.run(["ask", "--sandbox", "dogs", "--schema-multi", "name, age int"])
            #expect(try JSONValue(parsing: list.output)["items"]?.array?.count == 1, "\(list)")
            let wrong = try await program.run(["ask", "--sandbox", "a dog", "--schema", "name, age integr"])
            #expect(wrong.exitCode == 64 && wrong.error.contains("integr"), "\(wrong)")
        }
    }
}
