import CloudComputeClient
import Foundation
import JSON
import LoopbackServer
import Testing

@Suite(.timeLimit(.minutes(10))) struct ComputeCommandTests {
    @Test func offersAreFilteredSortedAndPrinted() async throws {
        try await Program.inFolder { program in
            try await program.withSandbox { program, _ in
                let all = try JSONValue(parsing: try await program.run(["offers", "--json"]).output)
                #expect(all["data"]?.array?.count ?? 0 > 15)
                let large = try await program.run([
                    "offers", "--min-vram", "24", "--max-price", "0.5", "--sort", "reliability", "--json",
                ])
                let offers = try #require(JSONValue(parsing: large.output)["data"]?.array)
                #expect(!offers.isEmpty)
                #expect(
                    offers.allSatisfy { $0["gpu_ram"]?.double ?? 0 > 22_000 && $0["dph_total"]?.double ?? 9 <= 0.5 })
                let reliabilities = offers.compactMap { $0["reliability"]?.double ?? $0["reliability2"]?.double }
                #expect(reliabilities == reliabilities.sorted(by: >))
                let table = try await program.run(["offers", "--gpu", "RTX_4090", "-n", "2"])
                #expect(table.output.split(separator: "\n").count == 3)
                #expect(table.output.contains("RTX 4090"))
                let none = try await program.run(["offers", "--gpu", "Voodoo 2"])
                #expect(none.exitCode == 1 && none.output.isEmpty && none.error.contains("match"))
                let noneAsJSON = try await program.run(["offers", "--gpu", "Voodoo 2", "--json"])
                #expect(noneAsJSON.exitCode == 1 && noneAsJSON.output == "{\"data\":[]}\n")
                #expect(try await program.run(["offers", "--sort", "colour"]).exitCode == 64)
                #expect(try await program.run(["offers", "--min-vram", "-1"]).exitCode == 64)
            }
        }
    }

    @Test(arguments: [36, 60, 80, 120] as [UInt16])
    func theTableOfOffersFitsTheTerminal(columns: UInt16) async throws {
        try await Program.inFolder { program in
            let terminal = try Terminal(
                program, ["offers", "--sandbox", "--gpu", "RTX 4090"], columns: columns, rows: 30)
            #expect(try await terminal.exitCode() == 0)
            let screen = try await terminal.look()
            let rows = screen.lines.filter { !$0.isEmpty }
            #expect(rows.count > 2)
            #expect(rows.dropFirst().allSatisfy { $0.contains("× RTX 4090") }, "\(screen.text)")
        }
    }

    @Test func anInstanceIsRentedAwaitedRenamedAndDestroyed() async throws {
        try await Program.inFolder { program in
            try await program.withSandbox(["--boot-time", "0s"]) { program, _ in
                let refused = try await program.run(["instances", "create", "--cheapest"])
                #expect(refused.exitCode == 64)
                #expect(refused.error.contains("an hour") && refused.error.contains("--yes"))
                let created = try await program.run([
                    "instances", "create", "--cheapest", "--min-vram", "24", "--name", "модель", "--disk", "20",
                    "--yes",
                ])
                #expect(created.exitCode == 0, "\(created.error)")
                let id = created.output.trimmingCharacters(in: .whitespacesAndNewlines)
                let waited = try await program.run(["instances", "wait", "модель", "--timeout", "1m"])
                #expect(waited.exitCode == 0)
                #expect(waited.output.hasPrefix("root@127.0.0.1 -p "))
                #expect(waited.error.contains("running"))
                let updated = try await program.run(["instances", "update", id, "--label", "night", "--name", "n2"])
                #expect(updated.exitCode == 0 && updated.error.contains("name \"n2\" and the label \"night\""))
                #expect(try await program.run(["instances", "show", id]).output.contains("night"))
                #expect(try await program.run(["instances"]).output.contains("night"))
                let json = try await program.run(["instances", "update", id, "--label", "day", "--json"])
                let instance = try JSONValue(parsing: json.output)
                #expect(instance["label"]?.string == "day" && instance["name"]?.string == "n2", "\(json)")
                #expect(try await program.run(["instances", "update", id]).exitCode == 64)
                #expect(try await program.run(["instances", "rename", id, "другая"]).exitCode == 0)
                let list = try await program.run(["instances"])
                #expect(list.output.contains("другая") && list.output.contains("running"))
                let shown = try await program.run(["instances", "show", "другая", "--json"])
                #expect(try JSONValue(parsing: shown.output)["id"]?.int == Int(id))
                #expect(try await program.run(["instances", "show", id, "--show-secrets"]).exitCode == 64)
                let unasked = try await program.run(["instances", "destroy", id])
                #expect(unasked.exitCode == 64 && unasked.error.contains("другая"))
                #expect(try await program.run(["instances", "destroy", id, "--yes"]).exitCode == 0)
                #expect(try await program.run(["instances", "show", id]).exitCode == 65)
                #expect(try await program.run(["instances", "show", "nobody"]).exitCode == 66)
            }
        }
    }

    @Test func spendingAndDestroyingAreAskedAboutOnATerminal() async throws {
        try await Program.inFolder { program in
            try await program.withSandbox(["--boot-time", "0s"]) { program, _ in
                let no = try Terminal(program, ["instances", "create", "--cheapest"])
                try await no.expect("an hour? [y/N]")
                no.type("\r")
                #expect(try await no.exitCode() == 1)
                #expect(no.screen.contains("Nothing was rented."))
                let yes = try Terminal(program, ["instances", "create", "--cheapest", "--name", "box"])
                try await yes.expect("an hour? [y/N]")
                yes.type("y\r")
                #expect(try await yes.exitCode() == 0)
                let destroy = try Terminal(program, ["instances", "destroy", "box"])
                try await destroy.expect("\"box\", with everything on it? [y/N]")
                destroy.type("да\r")
                #expect(try await destroy.exitCode() == 0)
                #expect(try await program.run(["instances", "list"]).output.isEmpty)
            }
        }
    }

    @Test func anInterruptedRentalSaysWhatItMayHaveLeft() async throws {
        try await Program.inFolder { program in
            try await LoopbackServer.serve { request in
                if request.head.hasPrefix("POST") { return .hold([]) }
                let offers = request.head.contains("/offers")
                let body = offers ? #"{"data":[{"id":7,"dph_total":0.5}]}"# : #"{"data":[]}"#
                return .close([LoopbackServer.http("200 OK", type: "application/json", body)])
            } while: { server in
                let terminal = try Terminal(
                    program,
                    ["instances", "create", "--offer", "7", "--yes", "--base-url", server.baseURL, "-v"])
                try await terminal.expect("/instances: 200")
                // The list has come, so the next thing sent is the order.
                terminal.send(SIGINT)
                #expect(try await terminal.exitCode() == 130)
                #expect(terminal.screen.contains("the instance may have been created"))
            }
        }
    }

    @Test func anInstanceThatNeverRunsEndsTheWaiting() async throws {
        try await Program.inFolder { program in
            try await program.withSandbox(["--boot-time", "0s"]) { program, _ in
                let create = ["instances", "create", "--cheapest", "--yes", "--name"]
                #expect(try await program.run(create + ["fail-boot"]).exitCode == 0)
                let failed = try await program.run(["instances", "wait", "fail-boot", "--notify"])
                #expect(failed.exitCode == 69)
                #expect(failed.error.contains("will not run any more") && failed.error.contains("\u{7}"))
                #expect(try await program.run(create + ["never-boots"]).exitCode == 0)
                let late = try await program.run(["instances", "wait", "never-boots", "--timeout", "5s"])
                #expect(late.exitCode == 75)
            }
        }
    }

    @Test func whatCannotBePaidOrIsGoneIsToldApart() async throws {
        try await Program.inFolder { program in
            try await program.withSandbox(["--balance", "0.01"]) { program, _ in
                let poor = try await program.run(["instances", "create", "--cheapest", "--yes"])
                #expect(poor.exitCode == 77)
                #expect(poor.errorLines.last?.contains("balance") == true)
                let gone = try await program.run(["instances", "create", "--offer", "1", "--yes"])
                #expect(gone.exitCode == 65)
                #expect(gone.error.contains("gone"))
                #expect(try await program.run(["instances", "create"]).exitCode == 64)
            }
        }
    }

    @Test func keysAreAddedListedAndRemovedAndPrivateOnesRefused() async throws {
        try await Program.inFolder { program in
            try await program.withSandbox { program, _ in
                let made = try await program.shell("ssh-keygen -q -t ed25519 -N '' -C ноутбук -f key")
                #expect(made.exitCode == 0)
                let refused = try await program.run(["ssh-keys", "add", "key"])
                #expect(refused.exitCode == 65)
                #expect(refused.error.contains("private key") && !refused.error.contains("BEGIN"))
                let added = try await program.run(["ssh-keys", "add", "key.pub"])
                #expect(added.exitCode == 0, "\(added.error)")
                #expect(try await program.run(["ssh-keys", "list"]).output.contains("ноутбук"))
                #expect(try await program.run(["ssh-keys", "add"]).exitCode == 66)
                #expect(try await program.shell("mkdir .ssh && cp key.pub .ssh/id_test.pub").exitCode == 0)
                #expect(try await program.run(["ssh-keys", "add"]).exitCode == 64)
                #expect(try await program.run(["ssh-keys", "remove", "ноутбук"]).exitCode == 0)
                let terminal = try Terminal(program, ["ssh-keys", "add"])
                try await terminal.expect(".ssh/id_test.pub")
                try await terminal.expect("Add it? [y/N]")
                terminal.type("y\r")
                #expect(try await terminal.exitCode() == 0)
                #expect(try await program.run(["ssh-keys", "remove", "ноутбук"]).exitCode == 0)
                #expect(try await program.run(["ssh-keys", "remove", "ноутбук"]).exitCode == 66)
            }
        }
    }

    @Test func theSandboxRemembersInItsStateFile() async throws {
        try await Program.inFolder { program in
            for round in 0..<2 {
                try await program.withSandbox(["--state", "state.db"]) { program, _ in
                    if round == 0 {
                        let created = try await program.run([
                            "instances", "create", "--cheapest", "--yes", "--name", "kept",
                        ])
                        #expect(created.exitCode == 0)
                    } else {
                        #expect(try await program.run(["instances", "list"]).output.contains("kept"))
                    }
                }
            }
            try program.write("not a database, but a text that somebody needs\n", to: "notes.txt")
            let refused = try await program.run(["sandbox", "--state", "notes.txt"])
            #expect(refused.exitCode == 65)
            #expect(refused.errorLines.count == 1)
            #expect(try program.read("notes.txt").hasPrefix("not a database"))
        }
    }
}
