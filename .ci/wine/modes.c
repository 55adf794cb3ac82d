/* Runs a command line on this console, and says whether it left the console as it found it:
 * `modes PROGRAM WORD`. Ends as the program did. */

#include <stdio.h>
#include <windows.h>

struct modes {
    DWORD input, output;
    UINT in_page, out_page;
};

static struct modes now(void) {
    struct modes modes = {0, 0, GetConsoleCP(), GetConsoleOutputCP()};
    GetConsoleMode(GetStdHandle(STD_INPUT_HANDLE), &modes.input);
    GetConsoleMode(GetStdHandle(STD_OUTPUT_HANDLE), &modes.output);
    return modes;
}

int main(int count, char **words) {
    char line[4096];
    STARTUPINFOA start = {sizeof start};
    PROCESS_INFORMATION made;
    DWORD code = 1;
    if (count != 3) {
        return 2;
    }
    snprintf(line, sizeof line, "\"%s\" \"%s\"", words[1], words[2]);
    struct modes before = now();
    if (!CreateProcessA(NULL, line, NULL, NULL, TRUE, 0, NULL, NULL, &start, &made)) {
        return 2;
    }
    WaitForSingleObject(made.hProcess, INFINITE);
    GetExitCodeProcess(made.hProcess, &code);
    struct modes after = now();
    /* Codes stay understood, by which later programs are no worse off. */
    DWORD codes = ENABLE_VIRTUAL_TERMINAL_PROCESSING | ENABLE_PROCESSED_OUTPUT;
    BOOL kept = before.input == after.input && (before.output | codes) == (after.output | codes) &&
                before.in_page == after.in_page && before.out_page == after.out_page;
    printf("\nmodes-%s:%lx,%lx,%u,%u:%lx,%lx,%u,%u;\n", kept ? "kept" : "changed", before.input, before.output,
           before.in_page, before.out_page, after.input, after.output, after.in_page, after.out_page);
    fflush(stdout);
    return (int)code;
}
