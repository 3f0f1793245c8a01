import Commands

@main
enum CloudComputeMain {
    static func main() {
        CommandLineProgram.run()
    }
}
