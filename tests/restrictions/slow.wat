;; Functions that take their time, as an import.
(component
    (type $slow (instance
        (export "fetch" (func async (param "path" string) (result (result string (error string)))))
        (export "find" (func async (param "path" string) (result (option u32))))
        (export "count" (func async (param "path" string) (result u32)))))
    (import "example:slow/all@1.0.0" (instance $all (type $slow))))
